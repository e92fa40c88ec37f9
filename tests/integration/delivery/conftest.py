"""A stream with a consumer group, and workers of it, on a real Redis."""

import pytest
from redis.asyncio import Redis

from services.wire.delivery.entry import Entry
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.hop import Hop
from services.wire.delivery.ownership import Ownership
from services.wire.streams import CLEAN, RAW


class Stream:
    """articles.raw and the group that reads it, as the tests use them."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.hop = Hop(redis, stage="ingest", source=RAW, target=CLEAN, remember=60, prefix="")

    async def read(self, consumer: str, *bodies: bytes) -> list[Entry]:
        """Add entries and deliver them to `consumer`."""
        for body in bodies:
            await self.redis.xadd(RAW, {"__data__": body})
        read = await self.redis.xreadgroup("ingest", consumer, {RAW: ">"}, count=1000)
        return [Entry(id_.decode(), fields) for _, entries in read for id_, fields in entries]

    async def pending(self) -> dict[str, tuple[str, int]]:
        """Per pending entry its consumer and its number of deliveries."""
        return {
            entry["message_id"].decode(): (entry["consumer"].decode(), entry["times_delivered"])
            for entry in await self.redis.xpending_range(RAW, "ingest", "-", "+", 1000)
        }

    async def passed_on(self) -> list[bytes]:
        return [fields[b"__data__"] for _, fields in await self.redis.xrange(CLEAN)]

    def owner(self, consumer: str, *, min_idle: float = 0.05) -> Ownership:
        return Ownership(self.redis, stream=RAW, group="ingest", consumer=consumer, min_idle=min_idle)


@pytest.fixture
async def stream(redis: Redis) -> Stream:
    await ensure_group(redis, RAW, "ingest")
    return Stream(redis)
