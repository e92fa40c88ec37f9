"""What every worker does beside its work, time and again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from services.wire.delivery import housekeeping
from services.wire.delivery.housekeeping import keep_house
from services.wire.delivery.patience import Outage
from services.wire.events import Event
from services.wire.streams import RAW


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "EVERY", 0.01)


@pytest.fixture
def outage() -> Outage:
    return Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)


@pytest.fixture
def kept(stream, outage: Outage):
    """Keeps house while a block runs."""

    @asynccontextmanager
    async def keeping(consumer: str = "alive") -> AsyncIterator[None]:
        task = asyncio.create_task(keep_house(stream.redis, RAW, "ingest", consumer, min_idle=60, outage=outage))
        async with asyncio.timeout(10):
            yield
        task.cancel()

    return keeping


async def until(so: Callable) -> None:
    while not await so():
        await asyncio.sleep(0.01)


async def test_a_stream_that_other_groups_read_is_trimmed_as_they_go_on(stream, kept):
    await stream.redis.xgroup_create(RAW, "archive", id="0")
    entries = await stream.read("one", b"1", b"2", b"3")
    await stream.redis.xack(RAW, "ingest", *(entry.id for entry in entries))

    async def length_is(wanted: int) -> bool:
        return await stream.redis.xlen(RAW) == wanted

    async with kept(), kept("another"):
        await stream.redis.xreadgroup("archive", "reader", {RAW: ">"}, count=3)
        await stream.redis.xack(RAW, "archive", entries[0].id)
        await until(lambda: length_is(2))
        await stream.redis.xack(RAW, "archive", entries[1].id, entries[2].id)
        await until(lambda: length_is(0))


async def test_consumers_that_are_gone_are_removed_and_live_ones_are_not(stream, kept, monkeypatch):
    monkeypatch.setattr(housekeeping, "_SHORTEST_SILENCE", 0.5)
    monkeypatch.setattr(housekeeping, "_SILENCE", 0)
    await stream.redis.xgroup_createconsumer(RAW, "ingest", "gone")

    async def consumers_are(*wanted: bytes) -> bool:
        return {each["name"] for each in await stream.redis.xinfo_consumers(RAW, "ingest")} == {*wanted}

    async with kept("one"), kept("two"):
        await until(lambda: consumers_are(b"gone", b"one", b"two"))
        await until(lambda: consumers_are(b"one", b"two"))


async def test_while_redis_is_away_nothing_is_asked_of_it(stream, kept, outage: Outage):
    outage.begins("a test")
    asked = (await stream.redis.info("commandstats")).get("cmdstat_eval", {"calls": 0})["calls"]
    async with kept():
        await asyncio.sleep(0.1)  # ten rounds
    assert (await stream.redis.info("commandstats")).get("cmdstat_eval", {"calls": 0})["calls"] == asked
