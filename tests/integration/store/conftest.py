"""The databases that the contract of the store is tested on. A new backend is added here and inherits every test."""

import secrets
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest
from no_redis import NO_REDIS

from services.console.app import main
from services.store import postgres, sqlite
from services.store.connect import open_store
from services.store.dead_letters import DeadLetterStore
from services.store.deletions import DeletionStore
from services.store.migrations import Migration, migrations
from services.store.postgres import PostgresDeadLetters, PostgresDeletions, PostgresStore, schema
from services.store.postgres.connection import Connection
from services.store.protocol import ArticleStore
from services.store.sqlite import SqliteDeadLetters, SqliteDeletions, SqliteStore
from services.store.sqlite.connection import connect

_LATER = "INSERT INTO migrations (number, name, oldest) VALUES (9999, '9999_later.sql', {})"


@dataclass
class Backend:
    """An empty database of one kind.

    `execute` runs a statement of SQL and gives its rows; `plan` says how the database would run a query on full tables.
    `impatient` opens a store that gives up on a lock at once, `impatient_letters` its dead letters,
    `impatient_deletions` its deletions; `locked` keeps all others from writing meanwhile; `later_version` makes the
    database look as if a newer Dateline had upgraded it, so that code of that schema and later ones works on it.
    """

    url: str
    execute: Callable[[str], list[tuple[object, ...]]]
    plan: Callable[[str], str]
    impatient: Callable[[], ArticleStore]
    impatient_letters: Callable[[], DeadLetterStore]
    impatient_deletions: Callable[[], DeletionStore]
    locked: Callable[[], AbstractContextManager[None]]
    later_version: Callable[[int], None]

    def store(self) -> ArticleStore:
        return open_store(self.url)


def sqlite_backend(folder: Path) -> Backend:
    path = folder / "dateline.db"

    def execute(sql: str) -> list[tuple[object, ...]]:
        with closing(connect(path, 5)) as connection:
            return connection.execute(sql).fetchall()

    def plan(sql: str) -> str:
        return "\n".join(str(line) for *_, line in execute(f"EXPLAIN QUERY PLAN {sql}"))

    @contextmanager
    def locked() -> Iterator[None]:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")

    def later_version(oldest: int) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(_LATER.format(oldest))

    return Backend(
        f"sqlite:///{path}",
        execute,
        plan,
        lambda: SqliteStore(path, busy_seconds=0.02),
        lambda: SqliteDeadLetters(path, busy_seconds=0.02),
        lambda: SqliteDeletions(path, busy_seconds=0.02),
        locked,
        later_version,
    )


def postgres_backend(server: str) -> Backend:
    """A schema of its own in the server's database, which is made in no time."""
    name = f"test_{secrets.token_hex(8)}"
    with closing(Connection(server)) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    url = f"{server}?options=-csearch_path%3D{name}"

    def execute(sql: str) -> list[tuple[object, ...]]:
        with closing(Connection(url)) as connection:
            return [tuple(row) for row in connection.fetch(sql)]

    def plan(sql: str) -> str:
        with closing(Connection(url)) as connection:
            connection.execute("SET enable_seqscan = off")  # small tables are read whole, whatever indexes they have
            return "\n".join(line for (line,) in connection.fetch(f"EXPLAIN {sql}"))

    @contextmanager
    def locked() -> Iterator[None]:
        with closing(Connection(url)) as connection:
            connection.execute(
                f"BEGIN; SELECT pg_advisory_xact_lock({schema.LOCK}); LOCK articles, dead_letters IN EXCLUSIVE MODE"
            )
            yield

    def later_version(oldest: int) -> None:
        with closing(Connection(url)) as connection:
            connection.execute(_LATER.format(oldest))

    return Backend(
        url,
        execute,
        plan,
        lambda: PostgresStore(url, lock_seconds=0.02),
        lambda: PostgresDeadLetters(url, lock_seconds=0.02),
        lambda: PostgresDeletions(url, lock_seconds=0.02),
        locked,
        later_version,
    )


@pytest.fixture(params=["sqlite", "postgres"])
def new_backend(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Backend]:
    """Makes an empty database at each call."""
    if request.param == "sqlite":
        return lambda: sqlite_backend(tmp_path_factory.mktemp("store"))
    server = request.getfixturevalue("postgres_url")
    return lambda: postgres_backend(server)


@pytest.fixture
def backend(new_backend: Callable[[], Backend]) -> Backend:
    return new_backend()


@pytest.fixture
def store(backend: Backend) -> Iterator[ArticleStore]:
    store = backend.store()
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def migrated_before(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the empty database the schema that came before a migration, told by its name."""

    def migrate(name: str) -> None:
        with monkeypatch.context() as patch:
            for module in (sqlite.schema, postgres.schema):
                patch.setattr(module, "migrations", lambda database: tuple(_earlier(name, database)))
                patch.setattr(module, "complete", lambda _: None)
            backend.store().migrate()

    return migrate


def _earlier(name: str, database: str) -> Iterator[Migration]:
    return takewhile(lambda migration: name not in migration.name, migrations(database))


@pytest.fixture
def dateline(tmp_path, monkeypatch, capfd):
    """Runs a command in an empty directory and gives what it printed, as (out, err)."""
    monkeypatch.chdir(tmp_path)
    for name, value in NO_REDIS.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, code: int = 0):
        monkeypatch.setattr(sys, "argv", ["dateline", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        assert (end.value.code or 0) == code
        return tuple(capfd.readouterr())

    return run


@pytest.fixture
def database(backend, monkeypatch):
    """A store of each kind, where the commands look."""
    monkeypatch.setenv("DATELINE_DATABASE_URL", backend.url)
    store = backend.store()
    store.migrate()
    yield store
    store.close()
