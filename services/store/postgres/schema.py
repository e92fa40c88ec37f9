"""Bringing the schema up to date, and telling whether it is."""

from services.store.migrations import check_number, migrations
from services.store.postgres import article_words, canonical_entities, stories
from services.store.postgres.connection import Connection, transaction
from services.store.protocol import UnusableDatabase

LOCK = 1_684_108_385
"""The advisory lock of whoever changes the schema. Any number that nobody else in the database uses would do."""

_RECORD = """CREATE TABLE migrations (
    number integer PRIMARY KEY, name text NOT NULL, applied timestamptz NOT NULL DEFAULT now())"""
_FIRST_WRITTEN = 4
"""The migration that makes canonical_entities."""
_LONGEST = 3600
"""Seconds that a migration may take: it may have to build an index of all articles."""


def upgrade(connection: Connection, where: str, lock_seconds: float) -> None:
    """Apply the migrations that are missing, all or none. Another process doing the same waits and finds none."""
    with transaction(connection, lock_seconds):
        connection.fetch("SELECT pg_advisory_xact_lock($1)", LOCK)
        [(encoding,)] = connection.fetch("SHOW server_encoding")
        if encoding != "UTF8":
            raise UnusableDatabase(f"{where} is encoded in {encoding}: create it anew with ENCODING 'UTF8'")
        connection.seconds = _LONGEST
        connection.execute(f"SET LOCAL statement_timeout = '{_LONGEST}s'")
        _wait_for_savers(connection)
        apply(connection, through=migrations("postgres")[-1].number)
        complete(connection)
        check(connection, where)


def apply(connection: Connection, *, through: int) -> None:
    """Apply the migrations that are missing, as far as one of them, inside the caller's transaction."""
    before = number(connection)
    if not before:
        connection.execute(_RECORD)
    for migration in migrations("postgres"):
        if before < migration.number <= through:
            connection.execute(migration.sql)
            connection.fetch("INSERT INTO migrations (number, name) VALUES ($1, $2)", migration.number, migration.name)


def _wait_for_savers(connection: Connection) -> None:
    """Let nobody save until the end of the transaction, if there is something to apply.

    Otherwise a saver who holds what a migration needs would wait for a table that this has changed: in a circle. All
    savers write to this table first.
    """
    if _FIRST_WRITTEN <= number(connection) < migrations("postgres")[-1].number:
        connection.execute("LOCK TABLE canonical_entities IN SHARE ROW EXCLUSIVE MODE")


def complete(connection: Connection) -> None:
    """Add to articles of older versions what no SQL could, inside the caller's transaction."""
    canonical_entities.complete(connection)
    article_words.complete(connection)
    stories.complete(connection)


def check(connection: Connection, where: str) -> None:
    """Raise UnusableDatabase unless the schema is one that this code works on."""
    found, newest = number(connection), migrations("postgres")[-1].number
    if not found:
        raise UnusableDatabase(f"no database of articles at {where}: it appears once the store has run")
    check_number(found, newest, where, _oldest(connection) if found > newest else None)


def number(connection: Connection) -> int:
    """That of the newest migration which the database has had; 0 for none."""
    if connection.fetch("SELECT to_regclass('migrations')")[0][0] is None:
        return 0
    return connection.fetch("SELECT coalesce(max(number), 0) FROM migrations")[0][0]


def _oldest(connection: Connection) -> int:
    """The oldest schema whose code works on the one that is there."""
    return connection.fetch("SELECT max(oldest) FROM migrations")[0][0]
