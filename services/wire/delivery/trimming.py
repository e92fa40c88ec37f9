"""Trimming a stream: what every group is done with need not stay in memory."""

from importlib.resources import files

from redis.asyncio import Redis

_TRIM = (files("services.wire.delivery") / "trim.lua").read_text()

AT_ONCE = 2_000
"""How many entries one call removes at most: about a millisecond, in which Redis serves nobody else."""


async def trim(redis: Redis, stream: str, *expected: str) -> int:
    """Remove what no consumer group of the stream needs any more, up to `AT_ONCE` entries; how many were removed.

    Nothing is removed while one of the `expected` groups is missing. Raises redis.RedisError.
    """
    return await redis.eval(_TRIM, 1, stream, AT_ONCE, *expected)
