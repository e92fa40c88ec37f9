"""How everything connects to Redis: to the server that serves a pipeline now, looked up anew for each connection."""

import asyncio
from typing import Any, cast

import redis
import redis.connection
from redis.asyncio import Redis
from redis.asyncio.connection import Connection, ConnectionPool, parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AskError, ClusterDownError, ConnectionError, ReadOnlyError, TimeoutError, TryAgainError
from redis.retry import Retry as BlockingRetry

from services.wire.address import parse
from services.wire.locating import locate
from services.wire.streams import RAW

CONNECT_SECONDS = 5
ANSWER_SECONDS = 20
"""A server that takes longer counts as away. It may have done what was asked: all that services ask can be repeated."""

_COMMAND_SECONDS = 30
"""The same for commands, of which `backup` asks for much at once."""

AWAY = (ConnectionError, TimeoutError, ReadOnlyError, AskError, ClusterDownError, TryAgainError)
"""What says that a server is of no use now, or that what is asked for has moved to another one."""


def connect(url: str, prefix: str) -> Redis:
    """A client for the pipeline with this prefix; it connects at the first command and tries nothing twice.

    It introduces itself with nothing but what the URL asks for: a server that refuses is asked one thing a try.
    """
    plain, kind = destination(url, prefix)
    options: dict[str, Any] = {
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": ANSWER_SECONDS,
        **cast("dict[str, Any]", parse_url(plain)),
    }
    options |= {"connection_class": kind, "retry": no_retry(), "protocol": 2, "driver_info": None}
    return Redis.from_pool(ConnectionPool(**options))


def connect_blocking(url: str, prefix: str) -> redis.Redis:
    """The same for commands that are not asynchronous."""
    address, key = parse(url), prefix + RAW
    options: dict[str, Any] = {
        "connection_class": redis.connection.Connection,
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": _COMMAND_SECONDS,
        **cast("dict[str, Any]", redis.connection.parse_url(address.plain)),  # pyright: ignore[reportUnknownMemberType]  # untyped
    }
    kind: Any = options["connection_class"]

    class Located(kind):
        """A connection to wherever the pipeline is by then: subclassing is the one way to say that to redis-py."""

        def _connect(self) -> object:
            self.host, self.port = locate(address, key)
            return super()._connect()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped

    options |= {
        "connection_class": Located if address.through else kind,
        "retry": BlockingRetry(NoBackoff(), 0, supported_errors=AWAY),
    }
    return redis.Redis.from_pool(redis.ConnectionPool(**options))


def destination(url: str, prefix: str) -> tuple[str, type[Connection]]:
    """A URL that redis-py and FastStream understand, and the class of connections that lead to its server."""
    address, key = parse(url), prefix + RAW
    kind: Any = parse_url(address.plain).get("connection_class", Connection)

    class Located(kind):
        """As above."""

        async def _connect(self) -> None:
            self.host, self.port = await asyncio.to_thread(locate, address, key)
            await super()._connect()  # pyright: ignore[reportUnknownMemberType]  # untyped

    return address.plain, Located if address.through else kind


def drop_idle_connections(redis: Redis) -> None:
    """Let no connection from before an outage be used after it: what broke may not show until then."""
    dropping = asyncio.ensure_future(redis.connection_pool.disconnect(inuse_connections=False))
    dropping.add_done_callback(lambda task: task.cancelled() or task.exception())


def no_retry() -> Retry:
    """Waiting for Redis is done in one place, `delivery.patience`, so clients leave it alone.

    After these errors they connect anew, though: behind the same name there may be another server by then.
    """
    return Retry(NoBackoff(), 0, supported_errors=AWAY)
