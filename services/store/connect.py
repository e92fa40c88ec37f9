"""From a database's URL to its store."""

from pathlib import Path

from services.store.copies import DatabaseCopies
from services.store.dead_letters import DeadLetterStore
from services.store.deletions import DeletionStore
from services.store.protocol import ArticleStore, UnusableDatabase
from services.store.sqlite import SqliteCopies, SqliteDeadLetters, SqliteDeletions, SqliteStore


def open_store(url: str) -> ArticleStore:
    """The store that a URL names; nothing is opened or created yet.

    `sqlite:///relative/path.db` and `sqlite:////absolute/path.db`, the rest of the URL being the path as it is;
    `postgresql://user:password@host:port/database`, and what else PostgreSQL's clients take.
    Raises UnusableDatabase for a URL that names no database we know.
    """
    if _is_postgres(url):
        from services.store.postgres import PostgresStore  # noqa: PLC0415 - its driver is not for commands on SQLite

        return PostgresStore(url)
    return SqliteStore(_path(url))


def open_dead_letters(url: str) -> DeadLetterStore:
    """The dead letters in the same database. Raises UnusableDatabase likewise."""
    if _is_postgres(url):
        from services.store.postgres import PostgresDeadLetters  # noqa: PLC0415 - as above

        return PostgresDeadLetters(url)
    return SqliteDeadLetters(_path(url))


def open_deletions(url: str) -> DeletionStore:
    """Deletions from the same database. Raises UnusableDatabase likewise."""
    if _is_postgres(url):
        from services.store.postgres import PostgresDeletions  # noqa: PLC0415 - as above

        return PostgresDeletions(url)
    return SqliteDeletions(_path(url))


def open_copies(url: str) -> DatabaseCopies:
    """The same database as a whole, to be copied and restored. Raises UnusableDatabase likewise."""
    if _is_postgres(url):
        from services.store.postgres import PostgresCopies  # noqa: PLC0415 - as above

        return PostgresCopies(url)
    return SqliteCopies(_path(url))


def _is_postgres(url: str) -> bool:
    return url.startswith(("postgresql://", "postgres://"))


def _path(url: str) -> Path:
    scheme, separator, rest = url.partition("://")
    path = rest.removeprefix("/")
    if scheme != "sqlite" or not rest.startswith("/") or path in {"", ":memory:"}:
        # What follows another scheme may hold a password.
        shown = f"{scheme}://..." if separator and scheme != "sqlite" else url
        raise UnusableDatabase(
            f"DATELINE_DATABASE_URL is {shown!r}: it must be sqlite:///PATH, naming a file, "
            "or postgresql://USER:PASSWORD@HOST/DATABASE"
        )
    return Path(path)
