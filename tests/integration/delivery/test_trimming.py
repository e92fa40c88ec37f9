"""Trimming removes what every group is done with, and nothing else."""

import pytest
from redis.asyncio import Redis

from services.wire.delivery import trimming
from services.wire.delivery.trimming import trim

GROUPS = ("ingest", "archive")


@pytest.fixture
async def added(redis: Redis) -> list[bytes]:
    """The ids of ten entries on articles.raw, which the group ingest reads."""
    await redis.xgroup_create("articles.raw", "ingest", id="0", mkstream=True)
    return [await redis.xadd("articles.raw", {"n": n}) for n in range(10)]


async def read(redis: Redis, count: int, group: str = "ingest") -> None:
    await redis.xreadgroup(group, "worker", {"articles.raw": ">"}, count=count)


async def left(redis: Redis) -> list[bytes]:
    return [id_ for id_, _ in await redis.xrange("articles.raw")]


async def test_what_was_not_delivered_stays(redis: Redis, added):
    assert await trim(redis, "articles.raw", "ingest") == 0
    assert await left(redis) == added


async def test_what_is_acknowledged_goes_up_to_the_first_entry_pending(redis: Redis, added):
    await read(redis, 6)
    await redis.xack("articles.raw", "ingest", *added[:3], added[5])
    assert await trim(redis, "articles.raw", "ingest") == 3
    assert await left(redis) == added[3:]


async def test_a_stream_with_everything_done_is_empty_after_it(redis: Redis, added):
    await read(redis, 10)
    await redis.xack("articles.raw", "ingest", *added)
    assert await trim(redis, "articles.raw", "ingest") == 10
    assert await left(redis) == []


async def test_the_slowest_group_decides_whoever_it_belongs_to(redis: Redis, added):
    await redis.xgroup_create("articles.raw", "archive", id="0")
    await read(redis, 10)
    await redis.xack("articles.raw", "ingest", *added)
    await read(redis, 2, "archive")
    await redis.xack("articles.raw", "archive", added[1])
    assert await trim(redis, "articles.raw", "ingest") == 0
    await redis.xack("articles.raw", "archive", added[0])
    assert await trim(redis, "articles.raw", "ingest") == 2


async def test_nothing_is_trimmed_while_an_expected_group_is_missing(redis: Redis, added):
    await read(redis, 10)
    await redis.xack("articles.raw", "ingest", *added)
    await redis.xgroup_create("articles.raw", "archive", id="$")
    await redis.xgroup_destroy("articles.raw", "ingest")
    assert await trim(redis, "articles.raw", "ingest") == 0
    assert await left(redis) == added


async def test_a_group_set_back_gets_what_is_still_there(redis: Redis, added):
    await read(redis, 10)
    await redis.xack("articles.raw", "ingest", *added[:-1])
    await redis.xgroup_setid("articles.raw", "ingest", id=added[3])
    assert await trim(redis, "articles.raw", "ingest") == 4
    assert await left(redis) == added[4:]


async def test_a_missing_stream_is_no_error_and_is_not_made(redis: Redis):
    assert await trim(redis, "articles.raw", "ingest") == 0
    assert not await redis.exists("articles.raw")


@pytest.mark.parametrize("ids", [("9-0", "10-0"), ("5-9", "5-10"), ("9007199254740993-18446744073709551614", "*")])
async def test_ids_of_every_length_are_compared_as_numbers(redis: Redis, ids: tuple[str, str]):
    for group in GROUPS:
        await redis.xgroup_create("articles.raw", group, id="0", mkstream=True)
    first, second = [await redis.xadd("articles.raw", {"a": "b"}, id=id_) for id_ in ids]
    for group in GROUPS:
        await read(redis, 2, group)
    await redis.xack("articles.raw", "ingest", first)
    await redis.xack("articles.raw", "archive", second)
    assert await trim(redis, "articles.raw", "ingest") == 0
    await redis.xack("articles.raw", "archive", first)
    assert await trim(redis, "articles.raw", "ingest") == 1
    assert await left(redis) == [second]


async def test_a_long_stream_is_trimmed_a_part_at_a_time_so_that_redis_serves_others_meanwhile(redis: Redis):
    await redis.xgroup_create("articles.raw", "ingest", id="0", mkstream=True)
    pipeline = redis.pipeline()
    for _ in range(5_000):
        pipeline.xadd("articles.raw", {"a": "b"})
    ids = await pipeline.execute()
    await read(redis, 5_000)
    await redis.xack("articles.raw", "ingest", *ids)
    removed = [await trim(redis, "articles.raw", "ingest") for _ in range(4)]
    assert removed == [trimming.AT_ONCE, trimming.AT_ONCE, 1_000, 0]


async def test_a_full_redis_is_freed_by_it(redis: Redis, added):
    await read(redis, 10)
    await redis.xack("articles.raw", "ingest", *added)
    await redis.config_set("maxmemory", 1)
    try:
        assert await trim(redis, "articles.raw", "ingest") == 10
    finally:
        await redis.config_set("maxmemory", 0)
