"""Connections to the file, transactions, and what SQLite's errors mean to us."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from services.store.protocol import UnusableDatabase
from services.wire.failures import Transient

_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PROTOCOL,
}
_LASTING = {
    sqlite3.SQLITE_CANTOPEN: "check that its directory is there and writable",
    sqlite3.SQLITE_READONLY: "check who owns it and its directory",
    sqlite3.SQLITE_PERM: "check who owns it and its directory",
    sqlite3.SQLITE_CORRUPT: "restore it from a backup",
    sqlite3.SQLITE_NOTADB: "move it away, or choose another with DATELINE_DATABASE_URL",
}


@contextmanager
def explained(path: Path) -> Generator[None]:
    """Turn SQLite's errors into `Transient` and `UnusableDatabase`. Others are our mistakes and pass through."""
    try:
        yield
    except sqlite3.Error as error:
        code = primary_code(error)
        if code in _PASSING:
            raise Transient(f"the database at {path} can't be used at present ({error})") from error
        if code in _LASTING:
            raise UnusableDatabase(f"{path}: {error}; {_LASTING[code]}") from error
        raise


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code, which is the low byte of the extended one; None if Python raised the error."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def connect(path: Path, busy_seconds: float, *, create: bool = False) -> sqlite3.Connection:
    """Open the file for use from any thread; `busy_seconds` is how long to wait for another process's lock."""
    if not create and not path.exists():
        raise UnusableDatabase(f"no database at {path}: it appears once the store has run (`dateline up`)")
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # The store acknowledges to Redis after the commit, so it must outlive a power cut: in WAL mode FULL alone does.
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, mode: str = "IMMEDIATE") -> Generator[None]:
    """Commit what the block does, or none of it. IMMEDIATE takes the write lock first: nothing read can go stale."""
    connection.execute(f"BEGIN {mode}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # after some errors SQLite has rolled back by itself
            connection.execute("ROLLBACK")
        raise
