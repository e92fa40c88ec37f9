"""Bringing the schema up to date, and telling whether it is."""

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from services.store.migrations import check_number, migrations
from services.store.sqlite import article_words, canonical_entities, stories
from services.store.sqlite.connection import primary_code, transaction

_RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"""

_CACHE = 100_000
"""KiB of memory that a migration may use: with the usual 2,000 it would write each page of a large table many times."""


def upgrade(connection: sqlite3.Connection, path: Path, busy_seconds: float) -> None:
    """Apply the migrations that are missing, all or none. Another process doing the same waits and finds none."""
    _write_ahead(connection, busy_seconds)
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    with transaction(connection):
        connection.execute(_RECORD)
        before = number(connection)
        for migration in migrations("sqlite"):
            if migration.number > before:
                for statement in _statements(migration.sql):
                    connection.execute(statement)
                connection.execute(
                    "INSERT INTO migrations (number, name) VALUES (?, ?)", (migration.number, migration.name)
                )
        complete(connection)
        check(connection, path)


def complete(connection: sqlite3.Connection) -> None:
    """Add to articles of older versions what no SQL could, inside the caller's transaction."""
    canonical_entities.complete(connection)
    article_words.complete(connection)
    stories.complete(connection)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise UnusableDatabase unless the schema is one that this code works on."""
    found, newest = number(connection), migrations("sqlite")[-1].number
    check_number(found, newest, path, _oldest(connection) if found > newest else None)


def number(connection: sqlite3.Connection) -> int:
    """That of the newest migration which the database has had; 0 for none."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return 0
    return connection.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()[0]


def _oldest(connection: sqlite3.Connection) -> int:
    """The oldest schema whose code works on the one that is there."""
    return connection.execute("SELECT max(oldest) FROM migrations").fetchone()[0]


def _write_ahead(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Let readers go on while one process writes. Where a file system can't, SQLite keeps its rollback journal."""
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # Two processes changing the mode at once get "locked" without SQLite's own waiting.
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit before the first."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
