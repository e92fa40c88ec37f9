"""Connections to the server, transactions, and what PostgreSQL's errors mean to us."""

import asyncio
import ssl
from collections.abc import Coroutine, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from threading import Thread
from typing import Any, TypeVar

import asyncpg

from services.store.protocol import UnusableDatabase
from services.wire.failures import Transient

T = TypeVar("T")

CONNECT_SECONDS = 10
ANSWER_SECONDS = 30
"""How long a silent server is waited for. Its own limit to a statement is shorter, so that it tells the reason."""

# The first that fits an error counts. Any other error of the server's is taken to pass.
_LASTING: dict[type[Exception], str] = {
    asyncpg.InvalidAuthorizationSpecificationError: "check user and password in DATELINE_DATABASE_URL",
    asyncpg.InvalidCatalogNameError: "create it (`createdb`), or name another in DATELINE_DATABASE_URL",
    asyncpg.InsufficientPrivilegeError: "let the user own the database, or name another in DATELINE_DATABASE_URL",
    asyncpg.SyntaxOrAccessError: "give Dateline a database of its own, and check the options in DATELINE_DATABASE_URL",
    asyncpg.DataCorruptedError: "restore it from a backup",
    asyncpg.IndexCorruptedError: "restore it from a backup",
    asyncpg.ClientConfigurationError: "check the options in DATELINE_DATABASE_URL",
    ssl.SSLCertVerificationError: "check sslmode and sslrootcert in DATELINE_DATABASE_URL",
}
_PASSING = (asyncpg.PostgresError, asyncpg.InternalClientError, OSError)


@contextmanager
def explained(where: str) -> Generator[None]:
    """Turn the errors of server and network into `Transient` and `UnusableDatabase`. Others are our mistakes."""
    try:
        yield
    except (*_LASTING, *_PASSING) as error:
        why = " ".join(str(error).split()) or "no answer"
        for lasting, advice in _LASTING.items():
            if isinstance(error, lasting):
                raise UnusableDatabase(f"{where}: {why}; {advice}") from error
        raise Transient(f"{where}: {why}") from error


class Connection:
    """A connection for callers that block: each call waits for its answer, but no longer than ANSWER_SECONDS."""

    def __init__(self, url: str) -> None:
        """Connect to the server that the URL names."""
        self._connection = _wait(asyncpg.connect(url, timeout=CONNECT_SECONDS), ANSWER_SECONDS)

    @property
    def closed(self) -> bool:
        """Whether either side has closed it."""
        return self._connection.is_closed()

    def execute(self, sql: str, seconds: float = ANSWER_SECONDS) -> None:
        """Run one or more statements without values."""
        self._do(self._connection.execute(sql), seconds)

    def fetch(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """The rows that a statement gives, for its values $1, $2, ..."""
        return self._do(self._connection.fetch(sql, *values))

    def copy(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add rows to a table, by COPY."""
        if rows:
            self._do(self._connection.copy_records_to_table(table, records=rows, columns=columns))

    def close(self) -> None:
        """End it, in good order where the server still answers. What it had not committed is undone."""
        with suppress(TimeoutError):
            _wait(self._end(), 2)

    async def _end(self) -> None:
        try:
            await self._connection.close(timeout=1)
        except (*_PASSING, asyncpg.InterfaceError):
            self._connection.terminate()

    def _do(self, work: Coroutine[Any, Any, T], seconds: float = ANSWER_SECONDS) -> T:
        try:
            return _wait(work, seconds)
        except asyncpg.InterfaceError as error:
            if self.closed:
                raise ConnectionError(str(error)) from error
            raise


@contextmanager
def transaction(connection: Connection, lock_seconds: float, mode: str = "READ COMMITTED") -> Generator[None]:
    """Commit what the block does. After an exception the connection must be closed, which undoes it.

    `lock_seconds` is how long to wait for another's lock.
    """
    connection.execute(f"""BEGIN ISOLATION LEVEL {mode};
        SET LOCAL lock_timeout = '{round(lock_seconds * 1000)}ms';
        SET LOCAL statement_timeout = '{ANSWER_SECONDS - 5}s'""")
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
