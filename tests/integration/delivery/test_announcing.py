"""Announcements of those who change the database without a hop."""

from services.wire.announcing import MOST, announce_deleted
from services.wire.streams import STORED


async def test_deletions_stand_in_the_stream_in_their_order(redis):
    await announce_deleted(redis, ["b", "a"], prefix="")
    assert [fields for _, fields in await redis.xrange(STORED)] == [
        {b"id": b"b", b"revision": b"0", b"change": b"deleted"},
        {b"id": b"a", b"revision": b"0", b"change": b"deleted"},
    ]


async def test_announcing_nothing_adds_nothing(redis):
    await announce_deleted(redis, [], prefix="")
    assert await redis.exists(STORED) == 0


async def test_the_oldest_announcements_go(redis):
    await announce_deleted(redis, map(str, range(2 * MOST)), prefix="")
    assert MOST <= await redis.xlen(STORED) <= MOST + 100
