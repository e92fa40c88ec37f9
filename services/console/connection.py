"""The way to Redis, for commands that need it at once or not at all."""

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.console.masked import masked
from services.console.refusal import Refusal

_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 30


def connect(url: str) -> redis.Redis:
    """A client that never repeats a command by itself. Raises Refusal where the URL is none."""
    try:
        return redis.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
            url,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
    except ValueError as error:
        raise _no_url(url, error) from error


def connect_async(url: str) -> redis.asyncio.Redis:
    """The same for asyncio."""
    try:
        return redis.asyncio.Redis.from_url(  # pyright: ignore[reportUnknownMemberType]  # the same
            url,
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_ANSWER_SECONDS,
            retry=AsyncRetry(NoBackoff(), 0),
        )
    except ValueError as error:
        raise _no_url(url, error) from error


def _no_url(url: str, error: ValueError) -> Refusal:
    why = "write it as redis://:PASSWORD@HOST:PORT/0" if "@" in url else error  # which may quote half a password
    return Refusal(f"DATELINE_REDIS_URL is {masked(url)!r}, which is no URL of a Redis: {why}")
