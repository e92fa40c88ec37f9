"""Telling others on the stream `articles.stored` what changed in the database.

An announcement wakes those who follow; what they read is the database, which tells all that changed and in which order.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from redis.asyncio import Redis

from services.wire.streams import STORED

MOST = 10_000
"""How many announcements are kept, give or take the hundred that Redis holds in one piece."""


class Announcement(NamedTuple):
    """What changed. Of a deleted article no revision is left: then `revision` is 0."""

    id: str
    revision: int
    change: Literal["stored", "deleted"]


async def announce(redis: Redis, announcements: Sequence[Announcement]) -> None:
    """Add announcements, of changes that are committed. Raises redis.RedisError.

    What the store stores is announced by the hop, in one step with its acknowledgement.
    """
    async with redis.pipeline(transaction=False) as pipe:
        for each in announcements:
            pipe.xadd(STORED, {**each._asdict()}, maxlen=MOST, approximate=True)
        await pipe.execute()
