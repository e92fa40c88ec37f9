"""`dateline status`: what each stage still has to do, and what became of everything."""

import json
from collections.abc import Callable
from types import SimpleNamespace

from redis.asyncio import Redis

from services.console.backlog import Backlog, backlogs
from services.console.status import Totals, status_of

Dateline = Callable[..., SimpleNamespace]


async def ingest(redis: Redis) -> Backlog:
    return (await backlogs(redis))[0]


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


async def test_lag_is_counted_where_redis_does_not_know_it(redis: Redis):
    ids = [await redis.xadd("articles.raw", {"n": n}) for n in range(10)]
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=2)
    await redis.xdel("articles.raw", ids[5])
    (group,) = await redis.xinfo_groups("articles.raw")
    assert group["lag"] is None
    assert (await ingest(redis)).lag == 7


async def test_a_long_backlog_is_counted_to_the_last_entry(redis: Redis):
    pipeline = redis.pipeline()
    for n in range(4_001):
        pipeline.xadd("articles.raw", {"n": n}, id=f"{1 + n // 7}-{n % 7}")
    await pipeline.execute()
    assert (await ingest(redis)).lag == 4_001


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


async def test_published_counts_what_was_trimmed_too(redis: Redis):
    for n in range(5):
        await redis.xadd("articles.raw", {"n": n})
    await redis.xtrim("articles.raw", maxlen=1, approximate=False)
    await redis.hset("articles.totals", mapping={"stored": 2, "dead": 1})
    assert (await status_of(redis)).totals == Totals(published=5, stored=2, duplicates=0, dead=1)


async def test_json_has_every_number_under_a_name(redis: Redis, dateline: Dateline):
    await redis.xadd("articles.clean", {"a": "b"})
    now = json.loads(dateline("status", "--json").stdout)
    assert now["totals"] == {"published": 0, "stored": 0, "duplicates": 0, "dead": 0}
    assert [stage["service"] for stage in now["stages"]] == ["ingest", "enrich", "store"]
    enrich = now["stages"][1]
    assert 0 <= enrich.pop("oldest") < 60
    assert enrich == {
        **{"service": "enrich", "stream": "articles.clean"},
        **{"length": 1, "lag": 1, "pending": 0, "consumers": 0},
    }


async def test_the_table_names_each_stage_and_the_totals(redis: Redis, dateline: Dateline):
    done = dateline("status")
    assert done.returncode == 0
    for word in ("ingest", "articles.clean", "store", "published 0", "duplicates 0"):
        assert word in done.stdout
