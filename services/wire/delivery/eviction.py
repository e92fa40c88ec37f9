"""Noticing a Redis that would rather forget articles than refuse them."""

import logging

from redis.asyncio import Redis
from redis.exceptions import NoPermissionError

from services.wire.events import Event
from services.wire.logs import log


async def warn_of_eviction(redis: Redis) -> None:
    """Log a warning where a full server would delete streams to make room. Raises redis.RedisError.

    INFO is one of the commands that Redis calls dangerous: some users may not give it, and need not for anything else.
    """
    try:
        memory = await redis.info("memory")  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
    except NoPermissionError:
        return
    policy = str(memory.get("maxmemory_policy", ""))
    if policy.startswith("allkeys"):
        log(Event.REDIS_EVICTS, level=logging.WARNING, policy=policy)
