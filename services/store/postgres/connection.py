"""Connections to the server, transactions, and what PostgreSQL's errors mean to us."""

import asyncio
import ssl
from collections.abc import Coroutine, Generator, Sequence
from contextlib import contextmanager, suppress
from errno import EDQUOT, EFBIG, EIO, ENOSPC
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import asyncpg

from services.store.protocol import UnusableDatabase
from services.wire.failures import Transient

T = TypeVar("T")

# The first that fits an error counts. Any other error of the server's is taken to pass.
_LASTING: dict[type[Exception], str] = {
    asyncpg.InvalidAuthorizationSpecificationError: (
        "check user and password in DATELINE_DATABASE_URL, or PGPASSWORD (with compose: POSTGRES_PASSWORD in .env)"
    ),
    asyncpg.InvalidCatalogNameError: "create it (`createdb`), or name another in DATELINE_DATABASE_URL",
    asyncpg.InsufficientPrivilegeError: "let the user own the database, or name another in DATELINE_DATABASE_URL",
    asyncpg.SyntaxOrAccessError: "give Dateline a database of its own, and check the options in DATELINE_DATABASE_URL",
    asyncpg.DataCorruptedError: "restore it from a backup",
    asyncpg.IndexCorruptedError: "restore it from a backup",
    asyncpg.ClientConfigurationError: "check the options in DATELINE_DATABASE_URL",
    ssl.SSLCertVerificationError: "check sslmode and sslrootcert in DATELINE_DATABASE_URL",
}
_DISK = (ENOSPC, EDQUOT, EFBIG, EIO)
_PASSING = (asyncpg.PostgresError, asyncpg.InternalClientError, OSError)


@contextmanager
def explained(where: str) -> Generator[None]:
    """Turn the errors of server and network into `Transient` and `UnusableDatabase`.

    Others are our mistakes, but for a full disk, here and not at the server, that a copy is written to: an OSError.
    """
    try:
        yield
    except (*_LASTING, *_PASSING) as error:
        if isinstance(error, OSError) and error.errno in _DISK:
            raise
        why = " ".join(str(error).split()) or "no answer"
        for lasting, advice in _LASTING.items():
            if isinstance(error, lasting):
                raise UnusableDatabase(f"{where}: {why}; {advice}") from error
        raise Transient(f"the database at {where} can't be used at present ({why})") from error


class Connection:
    """A connection for callers that block: each call waits for its answer, but no longer than `seconds`.

    TimeoutError, as any error but PostgreSQL's own, leaves it good for nothing but `close`.
    """

    def __init__(self, url: str, seconds: float = 30.0) -> None:
        """Connect to the server that the URL names."""
        self.seconds = seconds
        self._connection = _wait(asyncpg.connect(url, timeout=seconds), seconds)

    @property
    def closed(self) -> bool:
        """Whether either side has closed it."""
        return self._connection.is_closed()

    def execute(self, sql: str) -> None:
        """Run one or more statements without values."""
        self._do(self._connection.execute(sql))

    def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """The rows that a statement gives, for its values $1, $2, ..."""
        return self._do(self._connection.fetch(sql, *values))

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add rows to a table, by COPY."""
        if rows:
            self._do(self._connection.copy_records_to_table(table, records=rows, columns=columns))

    def copy_out(self, query: str, file: Path) -> None:
        """Write the rows that a query gives to a file, in the text format of COPY."""
        self._do(self._connection.copy_from_query(query, output=file))

    def copy_in(self, table: str, columns: Sequence[str], file: Path) -> None:
        """Add the rows in such a file to a table."""
        self._do(self._connection.copy_to_table(table, source=file, columns=columns))

    def close(self) -> None:
        """End it, in good order where the server still answers. What it had not committed is undone."""
        with suppress(TimeoutError):
            _wait(self._end(), 2)

    async def _end(self) -> None:
        try:
            await self._connection.close(timeout=1)
        except (*_PASSING, asyncpg.InterfaceError):
            self._connection.terminate()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return _wait(work, self.seconds)
        except asyncpg.InterfaceError as error:
            if self.closed:
                raise ConnectionError(str(error)) from error
            raise


@contextmanager
def transaction(connection: Connection, lock_seconds: float, *, read_only: bool = False) -> Generator[None]:
    """Commit what the block does. After an exception the connection must be closed, which undoes it.

    `lock_seconds` is how long to wait for another's lock. A statement ends a little before our patience does, so that
    the server tells why. Locks of a writer that is gone without a word end after a while; readers may take their time.
    """
    connection.execute(f"""
        BEGIN ISOLATION LEVEL {"REPEATABLE READ READ ONLY" if read_only else "READ COMMITTED"};
        SET LOCAL lock_timeout = {round(lock_seconds * 1000)};
        SET LOCAL statement_timeout = {round(connection.seconds * 800)};
        SET LOCAL idle_in_transaction_session_timeout = {0 if read_only else 60_000}""")
    yield
    connection.execute("COMMIT")


def _wait(work: Coroutine[Any, Any, T], seconds: float) -> T:
    return asyncio.run_coroutine_threadsafe(work, _loop()).result(seconds)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """The loop on which asyncpg runs for all stores of this process, in a thread of its own."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="postgres", daemon=True).start()
    return loop
