"""Consumers that are gone are taken off their group; nothing pending is ever dropped by that."""

import asyncio

import pytest
from redis.asyncio import Redis

from services.wire.delivery.consumers import remove_gone
from services.wire.streams import RAW


async def consumers(redis: Redis) -> set[bytes]:
    return {consumer["name"] for consumer in await redis.xinfo_consumers(RAW, "ingest")}


async def test_a_consumer_with_nothing_pending_is_removed_after_a_long_silence(stream):
    (entry,) = await stream.read("gone", b"raw")
    await stream.redis.xack(RAW, "ingest", entry.id)
    assert await remove_gone(stream.redis, RAW, "ingest", "alive", silence=60) == []
    await asyncio.sleep(0.02)
    assert await remove_gone(stream.redis, RAW, "ingest", "alive", silence=0.02) == ["gone"]
    assert await consumers(stream.redis) == {b"alive"}


async def test_a_consumer_with_something_pending_stays(stream):
    (entry,) = await stream.read("gone", b"raw")
    assert await remove_gone(stream.redis, RAW, "ingest", "alive", silence=0) == []
    assert entry.id in await stream.pending()


async def test_whoever_looks_after_the_others_has_thereby_given_a_sign_of_life(stream):
    for name in ("one", "two"):
        await stream.redis.xgroup_createconsumer(RAW, "ingest", name)
    await asyncio.sleep(0.05)
    await remove_gone(stream.redis, RAW, "ingest", "one", silence=60)
    assert await remove_gone(stream.redis, RAW, "ingest", "three", silence=0.05) == ["two"]


async def test_a_sign_of_life_delivers_nothing(stream):
    await stream.redis.xadd(RAW, {"a": "b"})
    await remove_gone(stream.redis, RAW, "ingest", "alive", silence=60)
    (entry,) = await stream.read("gone")
    await remove_gone(stream.redis, RAW, "ingest", "alive", silence=60)
    assert await stream.pending() == {entry.id: ("gone", 1)}


async def test_a_live_one_that_was_removed_while_it_waited_for_entries_gets_the_next_one(stream, redis_url):
    await stream.redis.xgroup_createconsumer(RAW, "ingest", "alive")
    async with Redis.from_url(redis_url) as other, asyncio.timeout(10):
        reading = asyncio.create_task(other.xreadgroup("ingest", "alive", {RAW: ">"}, block=20_000))
        while not (await stream.redis.info("clients"))["blocked_clients"]:
            await asyncio.sleep(0.01)
        assert await remove_gone(stream.redis, RAW, "ingest", "other", silence=0) == ["alive"]
        id_ = await stream.redis.xadd(RAW, {"a": "b"})
        assert await reading == [[RAW.encode(), [(id_, {b"a": b"b"})]]]
    assert await stream.pending() == {id_.decode(): ("alive", 1)}
    assert await stream.redis.xack(RAW, "ingest", id_) == 1


async def test_a_live_one_that_was_removed_can_take_over_entries(stream):
    (entry,) = await stream.read("dead", b"raw")
    await stream.redis.xgroup_createconsumer(RAW, "ingest", "alive")
    assert await remove_gone(stream.redis, RAW, "ingest", "other", silence=0) == ["alive"]
    await stream.redis.xclaim(RAW, "ingest", "alive", 0, [entry.id])
    assert await stream.pending() == {entry.id: ("alive", 2)}


@pytest.mark.parametrize("make_stream", [False, True])
async def test_a_missing_group_has_none_to_remove(redis: Redis, make_stream: bool):
    if make_stream:
        await redis.xadd(RAW, {"a": "b"})
    assert await remove_gone(redis, RAW, "ingest", "alive", silence=0) == []


async def test_a_full_redis_allows_it(stream):
    await stream.redis.xgroup_createconsumer(RAW, "ingest", "gone")
    await stream.redis.config_set("maxmemory", 1)
    try:
        assert await remove_gone(stream.redis, RAW, "ingest", "alive", silence=0) == ["gone"]
    finally:
        await stream.redis.config_set("maxmemory", 0)
