"""How fast the store saves, against bare `executemany` into the same tables with the same indexes.

Each article has 20 entities, 40 mentions, 15 dates and 2 KB of text. Both sides commit batches of the same size,
with the same durability, to files in the same directory, taking turns; the best of the rounds counts.

    python bench/store.py [--articles 5000] [--batch 100] [--rounds 3]
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from services.store.sqlite import SqliteStore
from services.store.sqlite.connection import connect
from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Timex

TEXT = ("The council met on Monday to discuss the bridge over the river. " * 32)[:2048]
TABLES = ("articles", "entities", "mentions", "dates")


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
        id=f"{n * 2654435761 % 2**64:016x}",  # scattered, as hashes of URLs are
        revision=1,
        content_hash=f"{n:064x}",
        entry=f"{n}-0",
        url=f"https://example.org/news/{n}",
        source="Example",
        headline=f"Council discusses bridge number {n}",
        published=f"20{n % 100:02}-12-29T10:00:00+00:00",
        published_from="stated",
        language="en",
        text=TEXT,
        entities=entities,
        dates=dates,
        engine=Engine(dateline="0.1.0", model="en_core_web_sm 3.8.0"),
    )


def batches(articles: list[EnrichedArticle], size: int) -> Iterator[list[EnrichedArticle]]:
    for start in range(0, len(articles), size):
        yield articles[start : start + size]


def through_the_store(path: Path, articles: list[EnrichedArticle], size: int) -> float:
    """Seconds that saving takes."""
    store = SqliteStore(path)
    store.migrate()
    began = time.perf_counter()
    for batch in batches(articles, size):
        store.save(batch)
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def bare(path: Path, source: Path, batch_count: int) -> float:
    """Seconds that the same rows take, ready in memory, with one executemany a table and batch."""
    SqliteStore(path).migrate()
    with closing(sqlite3.connect(source)) as saved:
        columns = {table: stored_columns(saved, table) for table in TABLES}
        work = [
            [(insert(table, columns[table]), rows(saved, table, columns[table], n, batch_count)) for table in TABLES]
            for n in range(batch_count)
        ]
    with closing(connect(path, 5)) as connection:
        began = time.perf_counter()
        for batch in work:
            connection.execute("BEGIN IMMEDIATE")
            for statement, values in batch:
                connection.executemany(statement, values)
            connection.execute("COMMIT")
        return time.perf_counter() - began


def stored_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [f'"{name}"' for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]


def insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def rows(
    connection: sqlite3.Connection, table: str, columns: list[str], n: int, batch_count: int
) -> list[tuple[object, ...]]:
    """The rows of a table that belong to the nth of `batch_count` equal parts of the articles."""
    key = "key" if table == "articles" else "article"
    articles = connection.execute("SELECT max(key) FROM articles").fetchone()[0]
    first, last = n * articles // batch_count, (n + 1) * articles // batch_count
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} > ? AND {key} <= ?"
    return connection.execute(query, (first, last)).fetchall()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=5000)
    arguments.add_argument("--batch", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    articles = [sample(n) for n in range(options.articles)]
    batch_count = -(-options.articles // options.batch)
    saving: list[float] = []
    baseline: list[float] = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            saving.append(through_the_store(Path(folder) / "store.db", articles, options.batch))
            baseline.append(bare(Path(folder) / "bare.db", Path(folder) / "store.db", batch_count))
    table = Table(title=f"{options.articles} articles in batches of {options.batch}, SQLite {sqlite3.sqlite_version}")
    for heading in ("", "articles/s", "ms a batch"):
        table.add_column(heading, justify="right")
    for name, seconds in (("store.save", min(saving)), ("bare executemany", min(baseline))):
        table.add_row(name, f"{options.articles / seconds:,.0f}", f"{seconds / batch_count * 1000:.1f}")
    console = Console()
    console.print(table)
    console.print(f"ratio {min(baseline) / min(saving):.2f} (at least 0.50 wanted)")


if __name__ == "__main__":
    main()
