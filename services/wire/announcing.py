"""Telling others on the stream `articles.stored` what changed in the database.

An announcement wakes those who follow; what they read is the database, which tells all that changed and in which order.
What the store stores is announced by the hop, in one step with its acknowledgement.
"""

from collections.abc import Iterable

from redis.asyncio import Redis

from services.wire.streams import STORED

MOST = 10_000
"""How many announcements are kept, give or take the hundred that Redis holds in one piece."""


async def announce_deleted(redis: Redis, ids: Iterable[str], prefix: str) -> None:
    """Announce deletions that are committed. Of a deleted article no revision is left: 0. Raises redis.RedisError."""
    async with redis.pipeline(transaction=False) as pipe:
        for id in ids:
            pipe.xadd(prefix + STORED, {"id": id, "revision": 0, "change": "deleted"}, maxlen=MOST, approximate=True)
        await pipe.execute()
