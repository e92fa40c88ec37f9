"""How fast the store saves, against bare loading into the same tables with the same indexes: `python -m bench.store`.

Each article has 20 entities that no other one names, 40 mentions, 15 dates and 2 KB of text of its own: were it the
same in all, each would be compared with many and belong to their story. The baseline is
`executemany` for SQLite and COPY for PostgreSQL, of rows that are ready in memory. Both sides commit batches of the
same size with the same durability, to the same disk and server, taking turns batch by batch. PostgreSQL is the wheel's,
with its defaults.
"""

import argparse
import sqlite3
import statistics
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import store_postgres, store_sqlite
from bench.machine import load
from bench.search_articles import Newsroom, scattered
from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Timex
from tests import postgres_server

NEWSROOM = Newsroom()


def sample(n: int) -> EnrichedArticle:
    entities = tuple(
        Entity(
            id=e,
            label="PERSON",
            name=f"Person {e} of article {n}",
            mentions=tuple(Mention(start=m, end=m + 20, text=f"Person {e} of article") for m in (e * 50, e * 50 + 25)),
        )
        for e in range(1, 21)
    )
    dates = tuple(
        Timex(
            start=d * 60,
            end=d * 60 + 6,
            text="Monday",
            type="DATE",
            value=f"20{n % 100:02}-12-{d + 1:02}",
            begin=f"20{n % 100:02}-12-{d + 1:02}",
            end_before=f"20{n % 100:02}-12-{d + 2:02}",
        )
        for d in range(15)
    )
    return EnrichedArticle(
        id=scattered(n),
        revision=1,
        content_hash=f"{n:064x}",
        entry=f"{n}-0",
        url=f"https://example.org/news/{n}",
        source="Example",
        headline=f"Council discusses bridge number {n}",
        published=f"20{n % 100:02}-12-29T10:00:00+00:00",
        published_from="stated",
        language="en",
        text=NEWSROOM.text(2048),
        entities=entities,
        dates=dates,
        engine=Engine(dateline="0.1.0", model="en_core_web_sm 3.8.0"),
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=5000)
    arguments.add_argument("--batch", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    articles = [sample(n) for n in range(options.articles)]
    batches = [articles[start : start + options.batch] for start in range(0, len(articles), options.batch)]
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, postgres_server.start(Path(folder)) as server:
        sqlite = [store_sqlite.measure(Path(folder), batches) for _ in range(options.rounds)]
        postgres = [store_postgres.measure(server.url, batches) for _ in range(options.rounds)]
        version = store_postgres.version(server.url)
    table = Table(title=f"{len(articles)} articles, {options.batch} a batch, {options.rounds} rounds; {load()}")
    for heading in ("", "store.save /s", "bare /s", "ratio", "of each round"):
        table.add_column(heading, justify="right")
    for name, rounds in ((f"SQLite {sqlite3.sqlite_version}", sqlite), (f"PostgreSQL {version}", postgres)):
        saving, bare = (len(articles) / statistics.median(side) for side in zip(*rounds, strict=True))
        each = " ".join(f"{bare / saving:.2f}" for saving, bare in rounds)
        table.add_row(name, f"{saving:,.0f}", f"{bare:,.0f}", f"{saving / bare:.2f}", each)
    Console().print(table)
    print("At least 0.50 is wanted of each.")


if __name__ == "__main__":
    main()
