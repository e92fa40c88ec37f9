"""Taking entries out of a stream: whoever has them, their hop comes too late, and each is counted once."""

import asyncio

import pytest
from redis.asyncio import Redis

from services.wire.delivery.hop import LOST
from services.wire.delivery.outcome import Dead, Facts, Forward
from services.wire.delivery.withdrawing import Withdrawal
from services.wire.streams import CLEAN, RAW, REMEMBERED, TOTALS


def forward():
    return Forward(b"clean", Facts())


@pytest.fixture
def withdrawal(redis) -> Withdrawal:
    return Withdrawal(redis, prefix="")


async def test_an_entry_that_a_worker_has_in_hand_is_gone_and_its_hop_adds_nothing(stream, withdrawal):
    first, second = await stream.read("one", b"a", b"b")
    assert await withdrawal.take_out(RAW, [first.id]) == 1
    assert await stream.hop([(first, forward()), (second, Dead("bad"))]) == [LOST, 1]
    assert await stream.passed_on() == []
    assert await stream.redis.hgetall(TOTALS) == {b"deleted": b"1", b"dead": b"1"}


async def test_an_entry_that_waits_is_gone_and_others_are_still_delivered(stream, withdrawal):
    await stream.read("one", b"a")
    waiting = [await stream.redis.xadd(RAW, {"n": n}) for n in range(3)]
    assert await withdrawal.take_out(RAW, [waiting[1].decode()]) == 1
    assert [entry.id for entry in await stream.read("one")] == [waiting[0].decode(), waiting[2].decode()]


async def test_what_was_passed_on_meanwhile_is_not_counted(stream, withdrawal):
    (entry,) = await stream.read("one", b"a")
    await stream.hop([(entry, forward())])
    assert await withdrawal.take_out(RAW, [entry.id]) == 0
    assert await stream.redis.xlen(CLEAN) == 1
    assert await stream.redis.hgetall(TOTALS) == {}


async def test_what_is_done_and_kept_for_another_group_goes_and_is_not_counted(stream, withdrawal):
    await stream.redis.xgroup_create(RAW, "archive", "0")
    done, pending = await stream.read("one", b"a", b"b")
    await stream.hop([(done, forward())])
    assert await withdrawal.take_out(RAW, [done.id, pending.id]) == 1
    assert await stream.redis.xlen(RAW) == 0


async def test_what_was_to_be_enriched_again_counts_apart(redis: Redis, withdrawal):
    id = (await redis.xadd(CLEAN, {"n": 1})).decode()
    assert await withdrawal.take_out(CLEAN, [id], "redone") == 1
    assert await redis.hgetall(TOTALS) == {b"redone": b"1"}


async def test_without_a_group_all_of_a_stream_waits(redis: Redis, withdrawal):
    ids = [(await redis.xadd(CLEAN, {"n": n})).decode() for n in range(3)]
    assert await withdrawal.take_out(CLEAN, [*ids[:2], "1-1"]) == 2
    assert await redis.xlen(CLEAN) == 1


async def test_nothing_is_taken_out_of_a_stream_that_is_not_there(redis: Redis, withdrawal):
    assert await withdrawal.take_out(CLEAN, ["1-1"]) == 0
    assert await withdrawal.take_out(CLEAN, []) == 0


async def test_a_hop_and_a_deletion_at_once_leave_an_entry_in_one_place(stream, withdrawal):
    for _ in range(50):
        (entry,) = await stream.read("one", b"a")
        (passed,), taken = await asyncio.gather(stream.hop([(entry, forward())]), withdrawal.take_out(RAW, [entry.id]))
        assert (passed, taken) in [(LOST, 1), (1, 0)]


async def test_every_entry_of_a_stream_is_read_in_pages(redis: Redis, withdrawal):
    ids = [(await redis.xadd(RAW, {"n": n})).decode() for n in range(250)]
    pages = [[entry.id for entry in page] async for page in withdrawal.entries(RAW)]
    assert [id for page in pages for id in page] == ids
    assert len(pages) > 2
    assert [page async for page in withdrawal.entries(CLEAN)] == []


async def test_what_is_published_from_now_on_comes_after_the_last_entry(redis: Redis, withdrawal):
    before = await redis.xadd(RAW, {"n": 1})
    assert await withdrawal.last_entry() == before.decode()
    await redis.xdel(RAW, before)
    assert await withdrawal.last_entry() == before.decode()
    await redis.delete(RAW)
    assert int(before.split(b"-")[0]) <= int((await withdrawal.last_entry()).split("-")[0])


async def test_what_is_forgotten_is_counted(redis: Redis, withdrawal):
    for id in "ab":
        await redis.hset(f"{REMEMBERED}{id}", "revisions", 1)
    assert await withdrawal.remembered(["a", "c"]) == {"a"}
    assert await withdrawal.forget(["a", "c"]) == 1
    assert await withdrawal.forget([]) == 0
    assert await redis.keys(f"{REMEMBERED}*") == [b"articles.seen:b"]
