"""How services connect to Redis."""

import asyncio

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, ReadOnlyError, TimeoutError

CONNECT_SECONDS = 5
ANSWER_SECONDS = 20
"""A server that takes longer counts as away. It may have done what was asked: all that services ask can be repeated."""


def connect(url: str) -> Redis:
    """A client for the server at `url`; it connects at the first command and tries nothing twice.

    It introduces itself with nothing but what the URL asks for: a server that refuses is asked one thing a try.
    """
    return Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        url,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=no_retry(),
        protocol=2,
        driver_info=None,
    )


def drop_idle_connections(redis: Redis) -> None:
    """Let no connection from before an outage be used after it: what broke may not show until then."""
    dropping = asyncio.ensure_future(redis.connection_pool.disconnect(inuse_connections=False))
    dropping.add_done_callback(lambda task: task.cancelled() or task.exception())


def no_retry() -> Retry:
    """Waiting for Redis is done in one place, `delivery.patience`, so clients leave it alone.

    After these errors they connect anew, though: behind the same name there may be another server by then.
    """
    again_elsewhere = (ConnectionError, TimeoutError, BusyLoadingError, ReadOnlyError)
    return Retry(NoBackoff(), 0, supported_errors=again_elsewhere)
