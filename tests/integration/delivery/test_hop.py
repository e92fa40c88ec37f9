"""The fenced hop: whoever acknowledges first passes on, and nobody else does."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from services.wire.announcing import MOST
from services.wire.delivery.hop import DUPLICATE, LOST
from services.wire.delivery.outcome import Dead, Facts, Finish, Forward, Identify
from services.wire.streams import CLEAN, DEAD, RAW, REMEMBERED, STORED, TOTALS


def forward(payload=b"clean"):
    return Forward(payload, Facts())


def identify(article_id, content_hash):
    return Identify(article_id, content_hash, b'{"revision":', b"}", Facts())


def finish(counter, article_id="a", content_hash="h", revision=1):
    return Finish(counter, article_id, content_hash, revision, Facts())


async def test_one_entry_claimed_by_two_workers_is_passed_on_once(stream):
    (entry,) = await stream.read("first", b"raw")
    await stream.redis.xclaim(RAW, "ingest", "second", 0, [entry.id])
    results = await asyncio.gather(*(stream.hop([(entry, forward(who))]) for who in [b"first", b"second"]))
    assert sorted(results) == [[LOST], [1]]
    assert len(await stream.passed_on()) == 1


async def test_a_hop_repeated_after_a_lost_reply_changes_nothing(stream):
    entries = await stream.read("one", b"a", b"b")
    done = [(entries[0], identify("a", "h")), (entries[1], Dead("bad"))]
    await stream.hop(done)
    assert await stream.hop(done) == [LOST, LOST]
    assert await stream.redis.xlen(CLEAN) == await stream.redis.xlen(DEAD) == 1
    assert await stream.redis.hgetall(TOTALS) == {b"dead": b"1"}


async def test_an_entry_that_was_never_delivered_is_not_passed_on(stream):
    (entry,) = await stream.read("one", b"a")
    await stream.redis.xgroup_destroy(RAW, "ingest")
    assert await stream.hop([(entry, forward())]) == [LOST]
    assert await stream.passed_on() == []


async def test_what_is_acknowledged_is_deleted_so_that_a_new_group_finds_only_what_is_left_to_do(stream):
    done, waiting = await stream.read("one", b"a", b"b")
    await stream.hop([(done, forward())])
    await stream.redis.xgroup_destroy(RAW, "ingest")
    await stream.redis.xgroup_create(RAW, "ingest", "0")
    assert [entry.id for entry in await stream.read("two")] == [waiting.id]


async def test_what_another_group_may_still_want_is_not_deleted(stream):
    await stream.redis.xgroup_create(RAW, "archive", "0")
    (entry,) = await stream.read("one", b"a")
    assert await stream.hop([(entry, forward())]) == [1]
    ((_, ((id_, _),)),) = await stream.redis.xreadgroup("archive", "one", {RAW: ">"})
    assert id_.decode() == entry.id


async def test_other_content_under_the_same_id_is_the_next_revision(stream):
    entries = await stream.read("one", b"1", b"2", b"3", b"4")
    contents = ["h1", "h2", "h3", "h2"]
    results = await stream.hop([(e, identify("a", h)) for e, h in zip(entries, contents, strict=True)])
    assert results == [1, 2, 3, 2]
    assert await stream.passed_on() == [b'{"revision":%d}' % revision for revision in results]


async def test_content_that_is_stored_is_a_duplicate_whichever_revision_it_was(stream):
    entries = await stream.read("one", b"1", b"2", b"3", b"4", b"5")
    await stream.hop([(entries[0], identify("a", "h1")), (entries[1], identify("a", "h2"))])
    await stream.hop([(entries[2], finish("stored", "a", "h1"))])
    assert await stream.hop([(entries[3], identify("a", "h1")), (entries[4], identify("a", "h2"))]) == [DUPLICATE, 2]
    assert await stream.redis.hget(TOTALS, "duplicates") == b"1"


async def test_content_that_never_arrived_is_passed_on_again_as_the_same_revision(stream):
    first, second = await stream.read("one", b"1", b"2")
    await stream.hop([(first, identify("a", "h1"))])
    await stream.redis.delete(CLEAN)
    assert await stream.hop([(second, identify("a", "h1"))]) == [1]
    assert await stream.passed_on() == [b'{"revision":1}']


async def test_what_is_stored_is_announced_and_nothing_else(stream):
    entries = await stream.read("one", b"1", b"2", b"3", b"4")
    ends = [finish("stored", "a", "h", 7), finish("duplicates", "b"), finish("deleted", "c"), Dead("bad")]
    await stream.hop(list(zip(entries, ends, strict=True)))
    ((_, announcement),) = await stream.redis.xrange(STORED)
    assert announcement == {b"id": b"a", b"revision": b"7", b"change": b"stored"}


async def test_what_two_workers_stored_is_announced_once_with_the_acknowledgement(stream):
    (entry,) = await stream.read("killed", b"1")
    await stream.redis.xclaim(RAW, "ingest", "second", 0, [entry.id])
    assert await stream.hop([(entry, finish("stored"))]) == [1]
    assert await stream.hop([(entry, finish("stored"))]) == [LOST]
    assert await stream.redis.xlen(STORED) == 1


async def test_announcements_are_bounded(stream):
    async with stream.redis.pipeline(transaction=False) as pipe:
        for number in range(2 * MOST):
            pipe.xadd(STORED, {"id": number})
        await pipe.execute()
    (entry,) = await stream.read("one", b"1")
    await stream.hop([(entry, finish("stored"))])
    assert MOST <= await stream.redis.xlen(STORED) <= MOST + 100


async def test_what_is_stored_is_not_remembered_of_an_article_that_was_forgotten(stream):
    first, second = await stream.read("one", b"1", b"2")
    assert await stream.hop([(first, finish("stored", "a", "h1"))]) == [1]
    assert await stream.redis.exists(f"{REMEMBERED}a") == 0
    await stream.redis.set(f"{REMEMBERED}a", "in the way")
    assert await stream.hop([(second, finish("stored", "a", "h1"))]) == [1]


async def test_of_an_article_that_was_deleted_nothing_is_remembered(stream):
    first, again = await stream.read("one", b"1", b"2")
    await stream.hop([(first, identify("a", "h1"))])
    assert await stream.hop([(again, finish("deleted", "a", "h1"))]) == [1]
    assert await stream.redis.exists(f"{REMEMBERED}a") == 0
    assert await stream.redis.hgetall(TOTALS) == {b"deleted": b"1"}


async def test_a_redelivery_is_not_a_duplicate(stream):
    (entry,) = await stream.read("crashed", b"1")
    await stream.redis.xclaim(RAW, "ingest", "second", 0, [entry.id])
    assert await stream.hop([(entry, identify("a", "h1"))]) == [1]


async def test_what_is_remembered_of_an_article_is_forgotten_in_time(stream):
    (entry,) = await stream.read("one", b"1")
    await stream.hop([(entry, identify("a", "h1"))])
    assert 0 < await stream.redis.ttl(f"{REMEMBERED}a") <= 60


async def test_a_dead_letter_keeps_the_original_bytes(stream):
    await stream.redis.xadd(RAW, {b"headline": b"\xff\xfe", b"b\xf6dy": b"\x00"})
    (entry,) = await stream.read("one")
    await stream.hop([(entry, Dead("not UTF-8: field 'headline' at byte 0"))])
    ((_, letter),) = await stream.redis.xrange(DEAD)
    assert letter[b"original.headline"] == b"\xff\xfe"
    assert letter[b"original.b\xf6dy"] == b"\x00"
    assert letter[b"reason"] == b"not UTF-8: field 'headline' at byte 0"
    assert await stream.pending() == {}


async def test_the_end_of_the_line_is_counted_once(stream):
    entries = await stream.read("one", b"1", b"2", b"3")
    counters = ["stored", "stored", "duplicates"]
    await stream.hop([(e, finish(c)) for e, c in zip(entries, counters, strict=True)])
    assert await stream.redis.hgetall(TOTALS) == {b"stored": b"2", b"duplicates": b"1"}


@pytest.mark.parametrize("key", [CLEAN, DEAD, TOTALS, STORED])
async def test_a_destination_of_another_kind_stops_the_hop_before_anything_is_acknowledged(stream, key):
    entries = await stream.read("one", b"1", b"2")
    await stream.redis.set(key, "in the way")
    with pytest.raises(ResponseError, match=f"WRONGTYPE {key}"):
        await stream.hop([(entries[0], forward()), (entries[1], Dead("bad"))])
    assert len(await stream.pending()) == 2


async def test_an_identity_of_another_kind_loses_no_entry_and_no_count(stream):
    entries = await stream.read("one", b"1", b"2", b"3", b"4")
    await stream.redis.set(f"{REMEMBERED}b", "in the way")
    outcomes = [Dead("bad"), *(identify(article, "h") for article in "abc")]
    done = list(zip(entries, outcomes, strict=True))
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await stream.hop(done)
    await stream.redis.delete(f"{REMEMBERED}b")
    assert await stream.hop(done) == [LOST, LOST, 1, 1]
    assert len(await stream.passed_on()) == 3
    assert await stream.redis.hgetall(TOTALS) == {b"dead": b"1"}


@pytest.fixture
async def full(stream) -> AsyncIterator[Redis]:
    """The server, once the test has made it full with `maxmemory`; it isn't afterwards."""
    yield stream.redis
    await stream.redis.config_set("maxmemory", 0)


async def test_a_server_at_its_memory_limit_refuses_the_whole_hop_and_loses_nothing(stream, full):
    entries = await stream.read("one", b"1", b"2")
    await stream.redis.xadd(CLEAN, {"a": "b"})
    await full.config_set("maxmemory", 1)
    with pytest.raises(RedisError, match="maxmemory"):
        await stream.hop([(entry, forward()) for entry in entries])
    assert len(await stream.pending()) == 2
    await full.config_set("maxmemory", 0)
    assert await stream.hop([(entry, forward()) for entry in entries]) == [1, 1]


async def test_a_server_at_its_memory_limit_is_emptied_from_the_last_stage_on(stream, full):
    entries = await stream.read("one", b"1", b"2")
    await full.config_set("maxmemory", 1)
    assert await stream.hop([(entries[0], forward())]) == [1]
    with pytest.raises(RedisError, match="maxmemory"):
        await stream.hop([(entries[1], forward())])
    ((passed_on, _),) = await stream.redis.xrange(CLEAN)
    await stream.redis.xdel(CLEAN, passed_on)
    assert await stream.hop([(entries[1], forward())]) == [1]


async def test_a_server_at_its_memory_limit_lets_go_of_what_is_finished(stream, full):
    (entry,) = await stream.read("one", b"raw")
    await full.config_set("maxmemory", 1)
    assert await stream.hop([(entry, finish("stored"))]) == [1]
    assert await stream.pending() == {}


async def test_an_entry_of_very_many_fields_can_die(stream):
    await stream.redis.xadd(RAW, {f"field {number}": "x" for number in range(9_000)})
    (entry,) = await stream.read("one")
    assert await stream.hop([(entry, Dead("neither headline nor body text"))]) == [1]
    assert await stream.redis.xlen(DEAD) == 1
