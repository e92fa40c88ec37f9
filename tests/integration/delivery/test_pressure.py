"""A stage is held back while the next one has too much to do."""

import asyncio
import io
import json
from pathlib import Path

import pytest
import redis_server
from redis.asyncio import Redis

from services.wire import logs
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Facts, Forward
from services.wire.delivery.patience import Outage
from services.wire.delivery.pressure import Pressure
from services.wire.delivery.settings import DeliverySettings, PressureSettings
from services.wire.delivery.stage import Stage, each
from services.wire.delivery.worker import Worker
from services.wire.events import Event
from services.wire.streams import CLEAN, DEAD, RAW

MARKS = PressureSettings(high_water=10, low_water=5)


class Next:
    """The stage enrich, as ingest feels it."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.stop = asyncio.Event()
        self.pressure = self.of(CLEAN)

    def of(self, target: str) -> Pressure:
        outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
        return Pressure(self.redis, target, MARKS, stop=self.stop, outage=outage)

    async def gets(self, entries: int) -> None:
        for _ in range(entries):
            await self.redis.xadd(CLEAN, {"a": "b"})

    async def takes(self, entries: int) -> list[bytes]:
        ((_, read),) = await self.redis.xreadgroup("enrich", "one", {CLEAN: ">"}, count=entries)
        return [id_ for id_, _ in read]

    async def finishes(self, *ids: bytes) -> None:
        await self.redis.xack(CLEAN, "enrich", *ids)


@pytest.fixture
async def enrich(redis: Redis) -> Next:
    await redis.xgroup_create(CLEAN, "enrich", id="0", mkstream=True)
    return Next(redis)


async def until_held(task: "asyncio.Task[None]") -> None:
    done, _ = await asyncio.wait([task], timeout=0.3)
    assert not done


async def test_below_the_high_mark_it_goes_on_at_once(enrich: Next):
    await enrich.gets(9)
    async with asyncio.timeout(5):
        await enrich.pressure.hold()


async def test_at_the_high_mark_it_waits_until_the_low_one_is_reached(enrich: Next):
    await enrich.gets(10)
    held = asyncio.create_task(enrich.pressure.hold())
    await until_held(held)
    ids = await enrich.takes(10)
    await enrich.finishes(*ids[:4])
    await until_held(held)
    await enrich.finishes(ids[4])
    async with asyncio.timeout(5):
        await held


async def test_entries_in_hand_count_like_those_that_wait(enrich: Next):
    await enrich.gets(10)
    await enrich.takes(10)
    held = asyncio.create_task(enrich.pressure.hold())
    await until_held(held)
    held.cancel()


async def test_what_is_done_does_not_count_though_a_stuck_entry_keeps_it_in_the_stream(enrich: Next):
    await enrich.gets(30)
    _stuck, *others = await enrich.takes(30)
    await enrich.finishes(*others)
    assert await enrich.redis.xlen(CLEAN) == 30
    async with asyncio.timeout(5):
        await enrich.pressure.hold()


async def test_a_stage_that_never_ran_has_the_whole_stream_to_do(enrich: Next):
    await enrich.redis.xgroup_destroy(CLEAN, "enrich")
    await enrich.gets(10)
    held = asyncio.create_task(enrich.pressure.hold())
    await until_held(held)
    held.cancel()


async def test_a_stop_is_heard_at_once(enrich: Next):
    await enrich.gets(10)
    held = asyncio.create_task(enrich.pressure.hold())
    await until_held(held)
    enrich.stop.set()
    async with asyncio.timeout(0.5):
        await held


async def test_the_last_stage_is_never_held(enrich: Next):
    await enrich.redis.xgroup_create(DEAD, "anybody", mkstream=True)
    for _ in range(20):
        await enrich.redis.xadd(DEAD, {"a": "b"})
    async with asyncio.timeout(5):
        await enrich.of(DEAD).hold(20)


async def test_what_it_passes_on_makes_it_look_again(enrich: Next):
    await enrich.pressure.hold()
    await enrich.gets(10)
    await enrich.pressure.hold()  # it looked a moment ago
    held = asyncio.create_task(enrich.pressure.hold(10))
    await until_held(held)
    held.cancel()


async def test_the_log_tells_once_that_it_waits_and_once_that_it_goes_on(enrich: Next):
    out = io.StringIO()
    logs.configure("ingest", "ingest-1", out=out)
    await enrich.gets(12)
    held = [asyncio.create_task(enrich.pressure.hold()) for _ in range(3)]
    await until_held(held[0])
    await enrich.finishes(*await enrich.takes(12))
    async with asyncio.timeout(5):
        await asyncio.gather(*held)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["event"], line["stage"], line["to_do"]) for line in lines] == [
        ("pressure.waiting", "enrich", 12),
        ("pressure.relieved", "enrich", 0),
    ]


async def test_who_is_held_takes_nothing_over_from_others_either(enrich: Next, redis: Redis):
    await redis.xgroup_create(RAW, "ingest", id="0", mkstream=True)
    id_ = await redis.xadd(RAW, {"__data__": "raw"})
    await redis.xreadgroup("ingest", "dead", {RAW: ">"})
    await redis.xclaim(RAW, "ingest", "dead", 0, [id_], idle=60_000, justid=True)
    await enrich.gets(10)

    def work(_: Entry) -> Forward:
        return Forward(b"clean", Facts())

    settings = DeliverySettings(high_water=10, low_water=5, min_idle=1)
    stage = Stage("ingest", RAW, CLEAN, each(work), Event.ARTICLE_INGESTED, count=1)
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    worker = Worker(redis, stage, "alive", settings, stop=enrich.stop, outage=outage)
    taking_over = asyncio.create_task(worker.take_over())
    await asyncio.wait([taking_over], timeout=1)
    (pending,) = await redis.xpending_range(RAW, "ingest", "-", "+", 1)
    assert pending["consumer"] == b"dead"
    await enrich.finishes(*await enrich.takes(10))
    async with asyncio.timeout(10):
        while (await redis.xpending(RAW, "ingest"))["pending"]:
            await asyncio.sleep(0.01)
        enrich.stop.set()
        await taking_over


async def test_while_redis_is_away_nothing_is_held_for_it(enrich: Next, tmp_path: Path):
    with redis_server.start(tmp_path) as server:
        pass
    async with Redis.from_url(server.url) as gone, asyncio.timeout(5):
        await Next(gone).pressure.hold(100)
