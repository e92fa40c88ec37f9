"""How well copies of one report are told from what only looks alike, and what that costs: `python -m bench.stories`.

Quality: pairs of texts that were made by editing, and pairs that are no copies, all saved in one database. A pair is
joined if both are of one story. `held out` are kinds of reports and notices that no limit was tuned on.

Cost: what giving an article its story takes where so many articles have signatures already, in batches of 100, one in
ten articles a copy. The signatures are put there directly.
"""

import argparse
import tempfile
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from bench.machine import load
from bench.story_cost import Stored, in_postgres, in_sqlite
from bench.story_pairs import EDITS, OTHERS, Pair, edited
from bench.story_texts import patterns
from services.store.sqlite import SqliteStore
from services.wire.messages import Engine, EnrichedArticle
from tests import postgres_server


def article(id: str, text: str) -> EnrichedArticle:
    return EnrichedArticle(
        id=id,
        revision=1,
        content_hash=id,
        entry="1-0",
        published="2024-03-02",
        published_from="stated",
        language="en",
        text=text,
        engine=Engine(dateline="0.1.0"),
    )


def pairs(folder: str, number: int) -> dict[str, list[Pair]]:
    """So many pairs of each sort, by its name."""
    known, random = patterns(folder), Random(folder)
    found = {edit.__name__: [edited(edit, known, random) for _ in range(number)] for edit in EDITS}
    return found | {other.__name__: [other(known, random) for _ in range(number)] for other in OTHERS}


def joined(by_name: dict[str, list[Pair]]) -> tuple[dict[str, int], int]:
    """How many pairs of each sort are joined, and how many articles are in a story with one of another pair."""
    stories: dict[str, int] = {}
    mixed = 0
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "store.db")
        store.migrate()
        articles = [
            article(f"{name} {n} {side}", text)
            for name, all_of_them in by_name.items()
            for n, pair in enumerate(all_of_them)
            for side, text in enumerate(pair)
        ]
        Random(1).shuffle(articles)
        for start in range(0, len(articles), 100):
            store.save(articles[start : start + 100])
        for story in store.stories():
            stories |= {copy.id: story.number for copy in story.articles}
            if len({copy.id.rpartition(" ")[0] for copy in story.articles}) > 1:
                mixed += len(story.articles)
    together = {
        name: sum(stories[f"{name} {n} 0"] == stories[f"{name} {n} 1"] for n in range(len(all_of_them)))
        for name, all_of_them in by_name.items()
    }
    return together, mixed


def print_quality(console: Console, number: int) -> None:
    table = Table("pairs joined, of each sort", title=f"{number} pairs of each sort")
    results = {folder: joined(pairs(folder, number)) for folder in ("seen", "held_out")}
    for folder in results:
        table.add_column(folder.replace("_", " "), justify="right")
    names = [each.__name__ for each in (*EDITS, *OTHERS)]
    for name in names:
        shares = [f"{together[name] / number:.1%}" for together, _ in results.values()]
        table.add_row(name.replace("_", " "), *shares, end_section=name in (EDITS[-1].__name__, OTHERS[-1].__name__))
    rows: dict[str, list[str]] = {"recall": [], "precision": [], "articles of different pairs in one story": []}
    for together, mixed in results.values():
        right, wrong = (sum(together[each.__name__] for each in sort) for sort in (EDITS, OTHERS))
        rows["recall"].append(f"{right / number / len(EDITS):.1%}")
        rows["precision"].append(f"{right / (right + wrong):.1%}")
        rows["articles of different pairs in one story"].append(f"{mixed / number / len(names) / 2:.1%}")
    for name, cells in rows.items():
        table.add_row(name, *cells)
    console.print(table)


def print_cost(console: Console, sizes: list[int]) -> None:
    table = Table("signatures there", title=f"milliseconds an article; {load()}")
    for heading in ("SQLite", "PostgreSQL"):
        table.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, postgres_server.start(Path(folder)) as server:
        for size in sizes:
            stored = Stored(size)
            costs = in_sqlite(Path(folder) / f"{size}.db", stored), in_postgres(server.url, stored)
            table.add_row(f"{size:,}", *(f"{1000 * seconds:.2f}" for seconds in costs))
    console.print(table)
    print("At most 2 ms are wanted at a million.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--pairs", type=int, default=500)
    arguments.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    options = arguments.parse_args()
    console = Console()
    if options.pairs:
        print_quality(console, options.pairs)
    if options.sizes:
        print_cost(console, options.sizes)


if __name__ == "__main__":
    main()
