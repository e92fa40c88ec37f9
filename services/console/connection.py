"""The way to Redis, for commands that need it at once or not at all."""

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 30


def connect(url: str) -> redis.Redis:
    """A client that never repeats a command by itself."""
    return redis.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        url,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=_ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def connect_async(url: str) -> redis.asyncio.Redis:
    """The same for asyncio."""
    return redis.asyncio.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # the same
        url,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=_ANSWER_SECONDS,
        retry=AsyncRetry(NoBackoff(), 0),
    )
