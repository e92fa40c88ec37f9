"""Announcements of those who change the database without a hop."""

from services.wire.announcing import MOST, Announcement, announce
from services.wire.streams import STORED


async def test_what_is_announced_stands_in_the_stream_in_its_order(redis):
    await announce(redis, [Announcement("a", 2, "stored"), Announcement("b", 0, "deleted")])
    assert [fields for _, fields in await redis.xrange(STORED)] == [
        {b"id": b"a", b"revision": b"2", b"change": b"stored"},
        {b"id": b"b", b"revision": b"0", b"change": b"deleted"},
    ]


async def test_announcing_nothing_adds_nothing(redis):
    await announce(redis, [])
    assert await redis.exists(STORED) == 0


async def test_the_oldest_announcements_go(redis):
    await announce(redis, [Announcement(str(number), 1, "stored") for number in range(2 * MOST)])
    assert MOST <= await redis.xlen(STORED) <= MOST + 100
