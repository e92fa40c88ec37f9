"""What a service still has to do, as Redis tells it."""

import asyncio

from redis.asyncio import Redis

from services.wire.delivery.backlog import Backlog, answered, backlog, backlogs, question
from services.wire.delivery.consumers import remove_gone


async def ingest(redis: Redis) -> Backlog:
    return await backlog(redis, "ingest")


async def test_an_empty_redis_has_nothing_to_do(redis: Redis):
    assert await backlogs(redis) == [
        Backlog("ingest", "articles.raw", 0, 0, 0, None, 0),
        Backlog("enrich", "articles.clean", 0, 0, 0, None, 0),
        Backlog("store", "articles.enriched", 0, 0, 0, None, 0),
    ]


async def test_entries_wait_until_read_and_are_in_hand_until_acknowledged(redis: Redis):
    ids = [await redis.xadd("articles.raw", {"n": n}) for n in range(5)]
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=2)
    await redis.xreadgroup("ingest", "two", {"articles.raw": ">"}, count=1)
    await redis.xack("articles.raw", "ingest", ids[0])
    now = await ingest(redis)
    assert (now.length, now.lag, now.pending, now.consumers) == (5, 2, 2, 2)


async def test_only_workers_heard_of_lately_count(redis: Redis):
    await redis.xadd("articles.raw", {"a": "b"})
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "gone", {"articles.raw": ">"}, count=1)
    await redis.xgroup_createconsumer("articles.raw", "ingest", "alive")
    assert (await ingest(redis)).consumers == 2
    *look, _ = question("ingest")
    async with asyncio.timeout(20):
        while (await redis.xinfo_consumers("articles.raw", "ingest"))[0]["idle"] < 100:
            await asyncio.sleep(0.01)
        assert answered("ingest", await redis.eval(*look, 100)).consumers == 0
        await remove_gone(redis, "articles.raw", "ingest", "alive", silence=300)
        assert answered("ingest", await redis.eval(*look, 100)).consumers == 1


async def test_lag_is_known_where_redis_does_not_tell_it(redis: Redis):
    ids = [await redis.xadd("articles.raw", {"n": n}) for n in range(10)]
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=2)
    await redis.xdel("articles.raw", ids[5])
    (group,) = await redis.xinfo_groups("articles.raw")
    assert group["lag"] is None
    assert (await ingest(redis)).lag == 7


async def test_a_missing_group_has_its_whole_stream_to_do(redis: Redis):
    for n in range(5):
        await redis.xadd("articles.raw", {"n": n})
    await redis.xgroup_create("articles.raw", "archive", id="$")
    assert (await ingest(redis)).lag == 5


async def test_the_oldest_entry_may_be_in_hand_or_waiting(redis: Redis):
    seconds, _ = await redis.time()
    for age in (300, 200, 100):
        await redis.xadd("articles.raw", {"a": "b"}, id=f"{(seconds - age) * 1000}-0")
    assert 300 <= (await ingest(redis)).oldest < 310
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=2)
    assert 300 <= (await ingest(redis)).oldest < 310
    await redis.xack("articles.raw", "ingest", f"{(seconds - 300) * 1000}-0", f"{(seconds - 200) * 1000}-0")
    assert 100 <= (await ingest(redis)).oldest < 110


async def test_lag_is_known_where_a_later_entry_was_done_and_deleted_before_an_earlier_one(redis: Redis):
    ids = [await redis.xadd("articles.raw", {"n": n}) for n in range(10)]
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=3)
    await redis.xack("articles.raw", "ingest", ids[2])
    await redis.xdel("articles.raw", ids[2])
    now = await ingest(redis)
    assert (now.length, now.lag, now.pending) == (9, 7, 2)


async def test_lag_that_somebody_s_trimming_made_wrong_is_never_more_than_there_is_and_ends_at_none(redis: Redis):
    for n in range(10):
        await redis.xadd("articles.raw", {"n": n})
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=2)
    await redis.xtrim("articles.raw", maxlen=5, approximate=False)
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=4)
    assert 1 <= (await ingest(redis)).lag <= 5
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"})
    assert (await ingest(redis)).lag == 0


async def test_a_full_redis_tells_it_too(redis: Redis):
    await redis.xadd("articles.raw", {"a": "b"})
    await redis.config_set("maxmemory", 1)
    try:
        assert (await ingest(redis)).lag == 1
    finally:
        await redis.config_set("maxmemory", 0)
