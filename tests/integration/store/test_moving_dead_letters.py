"""Old dead letters move from a real Redis to a real database: none is lost, none is left in both for good."""

import asyncio
import io
import json
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from services.store.connect import open_dead_letters
from services.store.protocol import UnusableDatabase
from services.wire import logs
from services.wire.delivery import moving
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.letters import REMEMBERED, DeadLetters
from services.wire.delivery.moving import Mover, move_old
from services.wire.delivery.patience import Outage
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.streams import DEAD, ENDED, RAW

THERE = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
BYTES = b"\xff\x00"


@pytest.fixture
def archive(backend, store):
    return open_dead_letters(backend.url)


@pytest.fixture
def letters(redis: Redis) -> DeadLetters:
    return DeadLetters(redis, prefix="")


@pytest.fixture
def logged():
    """What was logged since the last call, as (event, letters)."""
    out = io.StringIO()
    logs.configure("store", "one", out=out)

    def read():
        lines = [json.loads(line) for line in out.getvalue().splitlines()]
        out.seek(0)
        out.truncate()
        return [(line["event"], line.get("letters")) for line in lines]

    return read


def mover(redis, archive, kept):
    return Mover(redis, archive, kept, asyncio.Event(), prefix="")


async def die(redis: Redis, number: int) -> list[str]:
    """Add dead letters; their ids."""
    told = {"stage": "ingest", "entry": "7-0", "reason": "bad", "original.body": BYTES}
    pipeline = redis.pipeline()
    for _ in range(number):
        pipeline.xadd(DEAD, told)
    return [id_.decode() for id_ in await pipeline.execute()]


def kept_in(archive) -> list[str]:
    return [letter.id for letter in archive.newer(None, 10_000)]


async def left_in(letters) -> list[str]:
    return [letter.id for letter in await letters.newer(None, 10_000)]


async def test_the_oldest_letters_move_and_are_told_of_once(redis: Redis, letters, archive, logged):
    ids = await die(redis, 130)
    before = {letter.id: letter for letter in await letters.newer(None, 1_000)}
    old = mover(redis, archive, 100)
    await old.look()
    assert kept_in(archive) == ids[:40]
    assert await left_in(letters) == ids[40:]
    assert all(before[letter.id] == letter for letter in archive.newer(None, 1_000))
    assert logged() == [("dead.many", 130)]
    await die(redis, 60)
    await old.look()
    assert logged() == []
    await old.look()
    await old.look()
    assert logged() == [("dead.moved", 100)]


async def test_few_letters_stay_in_redis(redis: Redis, letters, archive, logged):
    await die(redis, 100)
    await mover(redis, archive, 100).look()
    assert (kept_in(archive), await letters.count(), logged()) == ([], 100, [])


async def test_few_letters_that_take_much_memory_move_too(redis: Redis, letters, archive, logged, monkeypatch):
    monkeypatch.setattr(moving, "MOST_BYTES", 1_000_000)
    for _ in range(20):
        await redis.xadd(DEAD, {"stage": "ingest", "reason": "too large", "original.body": b"x" * 100_000})
    await mover(redis, archive, 100).look()
    assert await letters.size() <= 1_000_000
    assert len(kept_in(archive)) + await letters.count() == 20
    assert await letters.count() >= 5
    assert logged() == [("dead.many", 20)]


async def test_none_need_be_kept_in_redis(redis: Redis, letters, archive):
    ids = await die(redis, 30)
    await mover(redis, archive, 0).look()
    assert (kept_in(archive), await letters.count()) == (ids, 0)


async def test_a_mover_that_died_between_the_database_and_redis_leaves_nothing_twice(redis: Redis, letters, archive):
    ids = await die(redis, 30)
    archive.keep(await letters.newer(None, 25))  # committed, and killed before the letters left Redis
    await mover(redis, archive, 0).look()
    assert (kept_in(archive), await letters.count()) == (ids, 0)


async def test_where_the_database_has_another_pipeline_s_letter_of_the_same_id_all_stay_in_redis_until_it_is_dropped(
    redis: Redis, letters, archive
):
    ids = await die(redis, 3)
    archive.keep([DeadLetter(ids[1], {b"stage": b"store"})])
    with pytest.raises(UnusableDatabase):
        await mover(redis, archive, 0).look()
    assert await left_in(letters) == ids
    await letters.drop(ids[1])
    await mover(redis, archive, 0).look()
    assert (kept_in(archive), await left_in(letters)) == (ids, [])


async def test_movers_at_the_same_time_lose_nothing(redis: Redis, letters, archive):
    ids = await die(redis, 300)
    await asyncio.gather(*(mover(redis, archive, 10).look() for _ in range(4)))
    left = await left_in(letters)
    assert kept_in(archive) + left == ids
    assert len(left) <= 10


async def test_a_letter_replayed_while_a_mover_has_it_in_hand_is_replayed_once(redis: Redis, letters, archive):
    (id_,) = await die(redis, 1)
    page = await letters.newer(None, 1)
    assert await letters.replay(page[0])
    archive.keep(page)
    await letters.remove([id_])
    assert await letters.ended(kept_in(archive)) == {id_}
    assert await letters.replay(archive.find(id_)) is False
    assert await redis.xlen(RAW) == 1


class DropsMeanwhile:
    """An archive during whose work somebody drops a letter."""

    def __init__(self, archive, redis_url, id_):
        self._archive, self._redis_url, self._id = archive, redis_url, id_
        self.remove = archive.remove

    def keep(self, letters):
        async def drop():
            async with Redis.from_url(self._redis_url) as redis:
                await DeadLetters(redis, prefix="").drop(self._id)

        asyncio.run(drop())
        self._archive.keep(letters)


async def test_of_a_letter_dropped_while_a_mover_has_it_in_hand_no_copy_is_left(
    redis: Redis, redis_url, letters, archive
):
    first, second = await die(redis, 2)
    await mover(redis, DropsMeanwhile(archive, redis_url, first), 0).look()
    assert kept_in(archive) + await left_in(letters) == [second]


async def test_what_is_left_in_the_database_of_ended_letters_is_deleted_after_a_day(redis: Redis, letters, archive):
    ids = await die(redis, 60)
    archive.keep(await letters.newer(None, 100))
    for id_ in ids[:40]:
        await letters.drop(id_)
    await mover(redis, archive, 100).look()
    assert len(kept_in(archive)) == 60
    await redis.zadd(ENDED, dict.fromkeys(ids[:40], -REMEMBERED), incr=False)
    await mover(redis, archive, 100).look()
    assert kept_in(archive) == ids[40:]
    assert await redis.zcard(ENDED) == 0


@asynccontextmanager
async def at_work(redis, archive, kept):
    """The mover at work in the background."""
    stop = asyncio.Event()
    task = asyncio.create_task(move_old(redis, archive, kept, stop=stop, outage=THERE, prefix="", every=0.01))
    yield
    stop.set()
    await task


async def until(condition):
    async with asyncio.timeout(20):
        while not await condition():
            await asyncio.sleep(0.005)


async def test_while_the_database_is_away_the_letters_stay_and_the_log_says_so_once(
    redis: Redis, letters, backend, store, logged
):
    ids = await die(redis, 50)
    archive = backend.impatient_letters()
    said: list[str] = []

    async def waiting():
        said.extend(event for event, _ in logged())
        return "dead.waiting" in said

    async def moved():
        return await letters.count() == 0

    with backend.locked():
        async with at_work(redis, archive, 0):
            await until(waiting)
            with pytest.raises(Transient):
                archive.keep(await letters.newer(None, 1))
            assert await left_in(letters) == ids
            await asyncio.sleep(0.1)  # some looks more
    said.extend(event for event, _ in logged())
    assert said == ["dead.many", "dead.waiting"]
    async with at_work(redis, archive, 0):
        await until(moved)
    assert kept_in(archive) == ids


async def test_a_redis_that_refuses_stops_no_mover(redis: Redis, letters, archive):
    await redis.set(DEAD, "in the way")

    async def moved():
        return await letters.count() == 0 and len(kept_in(archive)) == 30

    async with at_work(redis, archive, 0):
        await asyncio.sleep(0.05)
        await redis.delete(DEAD)
        await die(redis, 30)
        await until(moved)
