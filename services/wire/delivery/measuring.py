"""Looking at Redis now and then, so that the metrics tell how far behind a stage is."""

import asyncio

from redis.asyncio import Redis

from services.wire.delivery.backlog import backlog
from services.wire.delivery.patience import Outage, unless_away
from services.wire.health.metrics import UNKNOWN, show_backlog
from services.wire.streams import DEAD

_EVERY = 5
"""Seconds between two looks."""

_NOTHING = UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN


async def measure(redis: Redis, stage: str, prefix: str, outage: Outage) -> None:
    """Until cancelled: show what the stage has to do, and how many dead letters there are."""
    while True:
        found = await unless_away(lambda: _look(redis, stage, prefix), outage)
        show_backlog(stage, *(found or _NOTHING))
        await asyncio.sleep(_EVERY)


async def _look(redis: Redis, stage: str, prefix: str) -> tuple[float, float, float, float]:
    found = await backlog(redis, stage, prefix)
    return found.lag, found.pending, found.oldest or 0, await redis.xlen(prefix + DEAD)
