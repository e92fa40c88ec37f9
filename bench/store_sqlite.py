"""The SQLite side of `bench.store`."""

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from services.store.sqlite import SqliteStore
from services.store.sqlite.connection import connect
from services.wire.messages import EnrichedArticle

TABLES = (
    *("articles", "canonical_entities", "entities", "mentions", "dates"),
    *("changes", "signatures", "stories", "article_words"),
)

Rows = list[tuple[object, ...]]


def measure(folder: Path, batches: Sequence[Sequence[EnrichedArticle]]) -> tuple[float, float]:
    """Seconds that the store takes, and seconds of one bare executemany a table and batch, for the same rows."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        store, other = SqliteStore(Path(own) / "store.db"), Path(own) / "bare.db"
        for new in (store, SqliteStore(other)):
            new.migrate()
        saving, bare = 0.0, 0.0
        loaded: dict[str, int] = dict.fromkeys(TABLES, 0)
        with closing(sqlite3.connect(Path(own) / "store.db")) as saved, closing(connect(other, 5)) as connection:
            for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            for batch in batches:
                began = time.perf_counter()
                store.save(batch)
                saving += time.perf_counter() - began
                work = [_insert(saved, table, loaded) for table in TABLES]
                began = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                for statement, rows in work:
                    connection.executemany(statement, rows)
                connection.execute("COMMIT")
                bare += time.perf_counter() - began
        store.close()
        return saving, bare


def _insert(connection: sqlite3.Connection, table: str, loaded: dict[str, int]) -> tuple[str, Rows]:
    """The statement, and the rows with keys, or of articles with keys, above the last one `loaded`."""
    names = [f'"{name}"' for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    if table == "article_words":
        names.insert(0, "rowid")
    key = next(name for name in ('"article"', '"key"', "rowid") if name in names)
    query = f"SELECT {', '.join(names)} FROM {table} WHERE {key} > ?"
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    rows = connection.execute(query, (loaded[table],)).fetchall()
    loaded[table] = max(row[names.index(key)] for row in rows)
    return statement, rows
