"""How long a search takes in a database of 100,000 articles: `python -m bench.search`.

Invented articles are stored in SQLite and in PostgreSQL (the wheel's, with its defaults), then searched for words that
are rare, in the middle and common, and by entity, place, date and source. Each search opens a connection of its own, as
`dateline search` does, and gives 20 articles with their snippets. One kind of question is as frequent as any other.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.machine import load
from bench.search_articles import COUNTRIES, ENTITIES, SOURCES, Newsroom, country
from services.store.connect import open_store
from services.store.postgres.connection import Connection
from services.store.protocol import ArticleStore
from services.store.search.query import parse
from services.store.search.wanted import Area, Wanted
from tests import postgres_server

EACH = 15  # questions of a kind

Question = tuple[str, Wanted]
"""What is typed, and what the options choose."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=100_000)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, postgres_server.start(Path(folder)) as server:
        for url in (f"sqlite:///{folder}/dateline.db", server.url):
            print_times(url, options.articles)


def print_times(url: str, articles: int) -> None:
    with closing(open_store(url)) as store:
        began = time.perf_counter()
        store.migrate()
        newsroom = Newsroom()
        written = newsroom.write(articles)
        while batch := list(islice(written, 500)):
            store.save(batch)
        stored = time.perf_counter() - began
        if url.startswith("postgresql"):
            settle(url)
        name = url.partition(":")[0]
        table = Table(title=f"{name}, {articles:,} articles (made and stored in {stored:.0f} s); {load()}")
        for heading in ("looked for", "found, of 20", "median ms", "worst ms"):
            table.add_column(heading, justify="left" if heading == "looked for" else "right")
        every: list[float] = []
        for kind, ask in questions(newsroom).items():
            found, times = measure(store, ask)
            table.add_row(kind, f"{found:.1f}", f"{statistics.median(times):.1f}", f"{max(times):.1f}")
            every += times
        table.add_section()
        table.add_row("all", "", f"{statistics.median(every):.1f}", f"{max(every):.1f}")
    Console().print(table)


def settle(url: str) -> None:
    """Do what PostgreSQL's autovacuum does in the minutes after so much was stored."""
    with closing(Connection(url, 600)) as connection:
        connection.execute("VACUUM ANALYZE")


def measure(store: ArticleStore, ask: Callable[[random.Random], Question]) -> tuple[float, list[float]]:
    """How many articles a question finds at an average, and the milliseconds that each takes."""
    chance = random.Random(2)
    found, times = 0, []
    for line, wanted in [ask(chance) for _ in range(EACH)]:
        began = time.perf_counter()
        found += len(store.search(parse(line) if line else None, wanted, 20))
        times.append((time.perf_counter() - began) * 1000)
    return found / EACH, times


def questions(newsroom: Newsroom) -> Mapping[str, Callable[[random.Random], Question]]:
    """Kinds of questions, each with what asks one."""
    words, names = newsroom.words, newsroom.names
    anything = Wanted()

    def word(chance: random.Random, first: int, last: int) -> str:
        return words[chance.randrange(first, last)]

    def month(chance: random.Random) -> Wanted:
        number = chance.randrange(12, 47)
        begin, end = (f"{2010 + at // 12}-{at % 12 + 1:02}-01" for at in (number, number + 1))
        return Wanted(begin=begin, end_before=end)

    def name(chance: random.Random, first: int, last: int) -> list[str]:
        return [names[chance.randrange(first, last)]]

    return {
        "a rare word (of 1 article in 1,000)": lambda chance: (word(chance, 20_000, 60_000), anything),
        "a word of 1 article in 30": lambda chance: (word(chance, 500, 1500), anything),
        "a word of every other article": lambda chance: (word(chance, 30, 60), anything),
        "a word of nearly every article": lambda chance: (word(chance, 0, 5), anything),
        "two words": lambda chance: (f"{word(chance, 100, 2000)} {word(chance, 100, 2000)}", anything),
        "a common and a rare word": lambda chance: (f"{word(chance, 0, 5)} {word(chance, 20_000, 60_000)}", anything),
        "a phrase": lambda chance: (f'"{word(chance, 5, 50)} {word(chance, 50, 500)}"', anything),
        "a phrase of common words": lambda chance: (f'"{word(chance, 0, 9)} {word(chance, 0, 9)}"', anything),
        "the beginning of words": lambda chance: (f"{word(chance, 2000, 6000)[:5]}*", anything),
        "a word but not another": lambda chance: (f"{word(chance, 100, 2000)} -{word(chance, 0, 50)}", anything),
        "a word and an entity": lambda chance: (word(chance, 30, 1500), Wanted(name(chance, 50, ENTITIES))),
        "a word and a frequent entity": lambda chance: (word(chance, 0, 60), Wanted(name(chance, 0, 10))),
        "a word and a month": lambda chance: (word(chance, 30, 1500), month(chance)),
        "an entity and a month": lambda chance: ("", replace(month(chance), entities=name(chance, 0, 1000))),
        "a word and a country": lambda chance: (
            word(chance, 30, 1500),
            Wanted(area=Area(countries=[country(chance.randrange(COUNTRIES))])),
        ),
        "a source": lambda chance: ("", Wanted(source=f"Source {chance.randrange(SOURCES)}")),
    }


if __name__ == "__main__":
    main()
