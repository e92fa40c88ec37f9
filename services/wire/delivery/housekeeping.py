"""What every worker does beside its work, so that Redis does not fill up with what is over."""

import asyncio
import random

from redis.asyncio import Redis

from services.wire.delivery.consumers import remove_gone
from services.wire.delivery.patience import Outage, unless_away
from services.wire.delivery.trimming import AT_ONCE, trim
from services.wire.events import Event
from services.wire.logs import log

EVERY = 2.0
"""Seconds from one round to the next, give or take a half, so that workers don't all come at once."""

_SHORTEST_SILENCE = 300
_SILENCE = 10
"""A consumer is gone after this many times the idle time after which its entries are taken over."""


async def keep_house(redis: Redis, stream: str, group: str, consumer: str, *, min_idle: float, outage: Outage) -> None:
    """Until cancelled: trim the stream, and remove the consumers of the group that are gone.

    Any number of workers may do this at once. `min_idle` is in seconds.
    """
    silence = max(_SHORTEST_SILENCE, _SILENCE * min_idle)

    async def round_() -> None:
        while await trim(redis, stream, group) > AT_ONCE / 2:
            await asyncio.sleep(0)
        if removed := await remove_gone(redis, stream, group, consumer, silence):
            log(Event.CONSUMERS_REMOVED, consumers=removed)

    while True:
        await asyncio.sleep(EVERY * random.uniform(0.5, 1.5))
        await unless_away(round_, outage)
