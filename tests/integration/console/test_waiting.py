"""`dateline wait`: when everything has been dealt with, and when not."""

import asyncio
import contextlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from redis.asyncio import Redis

from services.console.drained import drain, first_undrained
from services.console.wait import waited_for
from services.wire.delivery.backlog import Backlog

Dateline = Callable[..., SimpleNamespace]


async def first(redis: Redis) -> str | None:
    """The first service that has something to do."""
    found = await first_undrained(redis)
    return found and found.service


async def test_an_empty_redis_is_drained(redis: Redis):
    assert await first(redis) is None


async def test_a_missing_group_has_its_whole_stream_to_do(redis: Redis):
    await redis.xadd("articles.clean", {"a": "b"})
    assert await first(redis) == "enrich"


async def test_an_entry_read_and_not_acknowledged_is_waited_for(redis: Redis):
    entry = await redis.xadd("articles.raw", {"a": "b"})
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    assert await first(redis) == "ingest"
    await redis.xreadgroup("ingest", "worker", {"articles.raw": ">"})
    assert await first(redis) == "ingest"
    await redis.xack("articles.raw", "ingest", entry)
    assert await first(redis) is None


async def test_the_first_stage_in_the_flow_is_named_first(redis: Redis):
    for stream in ("articles.enriched", "articles.raw"):
        await redis.xadd(stream, {"a": "b"})
    assert await first(redis) == "ingest"


async def test_another_group_on_the_stream_does_not_count(redis: Redis):
    await redis.xgroup_create("articles.raw", "archive", id="$", mkstream=True)
    assert await first(redis) is None
    await redis.xadd("articles.raw", {"a": "b"})
    assert await first(redis) == "ingest"


async def test_deletions_that_make_the_lag_unknown_do_not_mislead(redis: Redis):
    ids = [await redis.xadd("articles.raw", {"n": n}) for n in range(3)]
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xdel("articles.raw", ids[1])
    (group,) = await redis.xinfo_groups("articles.raw")
    assert group["lag"] is None
    assert await first(redis) == "ingest"
    await redis.xdel("articles.raw", ids[0], ids[2])
    assert await first(redis) is None


async def test_drain_ends_as_soon_as_the_last_entry_is_acknowledged(redis: Redis):
    entry = await redis.xadd("articles.raw", {"a": "b"})
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "worker", {"articles.raw": ">"})
    seen = asyncio.Queue[Backlog]()
    draining = asyncio.create_task(drain(redis, 30, seen.put_nowait))
    assert (await seen.get()).service == "ingest"
    await redis.xack("articles.raw", "ingest", entry)
    assert await draining


async def test_drain_gives_up_at_the_time_limit(redis: Redis):
    await redis.xadd("articles.raw", {"a": "b"})
    assert not await drain(redis, 0)


async def test_wait_is_quiet_when_all_is_done(redis: Redis, dateline: Dateline):
    done = dateline("wait")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def test_wait_says_at_its_limit_what_is_left(redis: Redis, dateline: Dateline):
    for _ in range(3):
        await redis.xadd("articles.raw", {"a": "b"})
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xreadgroup("ingest", "worker", {"articles.raw": ">"}, count=1)
    done = dateline("wait", "--timeout", "0.2")
    assert done.returncode == 3
    assert done.stderr == (
        "dateline: not done after 0.2 s: ingest (2 waiting, 1 in hand): do the services run? See dateline status\n"
    )


async def test_that_nobody_reads_is_said_while_it_waits_and_at_its_limit(redis: Redis, dateline: Dateline):
    await redis.xadd("articles.raw", {"a": "b"})
    nobody = "ingest, but no worker of it reads yet: see whether it runs"
    assert waited_for(await first_undrained(redis)) == nobody
    assert "ingest (1 waiting, 0 in hand, no worker reads)" in dateline("wait", "--timeout", "0.2").stderr
    await redis.xgroup_create("articles.raw", "ingest", id="0")
    await redis.xgroup_createconsumer("articles.raw", "ingest", "worker")
    assert waited_for(await first_undrained(redis)) == "ingest"


@pytest.mark.parametrize("seconds", ["-1", "soon"])
async def test_a_wrong_time_limit_is_refused(dateline: Dateline, seconds: str):
    done = dateline("wait", "--timeout", seconds)
    assert done.returncode == 2
    assert "--timeout" in done.stderr


async def test_a_cancellation_that_a_library_swallowed_ends_the_wait_all_the_same(redis: Redis):
    await redis.xadd("articles.raw", {"a": "b"})

    async def swallowing() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await drain(redis)

    task = asyncio.create_task(swallowing())
    await asyncio.sleep(0)  # it has begun
    task.cancel()
    await asyncio.wait([task], timeout=10)
    assert task.cancelled()
