"""`dateline status`: what each stage still has to do, and what became of everything."""

import json
from collections.abc import Callable
from types import SimpleNamespace

from redis.asyncio import Redis

from services.console.status import Totals, status_of

Dateline = Callable[..., SimpleNamespace]


async def test_published_counts_what_was_trimmed_too(redis: Redis):
    for n in range(5):
        await redis.xadd("articles.raw", {"n": n})
    await redis.xtrim("articles.raw", maxlen=1, approximate=False)
    await redis.hset("articles.totals", mapping={"stored": 2, "dead": 1})
    assert (await status_of(redis)).totals == Totals(published=5, stored=2, duplicates=0, deleted=0, dead=1)


async def test_json_has_every_number_under_a_name(redis: Redis, dateline: Dateline):
    await redis.xadd("articles.clean", {"a": "b"})
    now = json.loads(dateline("status", "--json").stdout)
    assert now["totals"] == {"published": 0, "stored": 0, "duplicates": 0, "deleted": 0, "dead": 0}
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
