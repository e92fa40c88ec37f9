"""Dead letters on a real Redis: read in pages, and ended once each, whoever asks and however often."""

import asyncio

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError, ResponseError

from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.entry import Entry
from services.wire.delivery.letters import REMEMBERED, DeadLetters
from services.wire.delivery.outcome import Dead, Facts, Identify
from services.wire.streams import CLEAN, DEAD, ENDED, INPUT, RAW, TOTALS

BYTES = {b"headline": b"\xff\xfe", b"b\xf6dy": b"\x00", b"": b"", b"__history__": b"mine"}


class Dying:
    """An entry of articles.raw that dies, is replayed, and may die again."""

    def __init__(self, stream) -> None:
        self.stream = stream
        self.letters = DeadLetters(stream.redis, prefix="")

    async def read(self) -> Entry:
        ((_, entries),) = await self.stream.redis.xreadgroup("ingest", "one", {RAW: ">"})
        ((id_, fields),) = entries
        return Entry.of(id_, fields)

    async def die(self, fields=None, reason="bad") -> DeadLetter:
        """Read the one entry (`fields` adds it first), and let it die; its letter."""
        if fields:
            await self.stream.redis.xadd(RAW, fields)
        await self.stream.hop([(await self.read(), Dead(reason))])
        (newest,) = await self.letters.older(None, 1)
        return newest

    async def totals(self) -> dict[str, int]:
        return {name.decode(): int(n) for name, n in (await self.stream.redis.hgetall(TOTALS)).items()}


@pytest.fixture
def dying(stream) -> Dying:
    return Dying(stream)


async def test_a_replay_gives_the_stage_exactly_what_was_sent(dying):
    letter = await dying.die(BYTES)
    assert await dying.letters.replay(letter)
    entry = await dying.read()
    assert entry.fields == BYTES
    assert entry.origin == letter.entry != entry.id
    assert await dying.letters.count() == 0


@pytest.mark.parametrize("stage", INPUT)
async def test_a_letter_goes_back_to_the_stage_it_failed_in(redis: Redis, stage):
    letters = DeadLetters(redis, prefix="")
    told = {"stage": stage, "entry": "7-0", "reason": "bad", "deliveries": "1", "original.__data__": "x"}
    await redis.xadd(DEAD, told)
    await letters.replay((await letters.older(None, 1))[0])
    assert [await redis.xlen(stream) for stream in INPUT.values()] == [stage == name for name in INPUT]
    assert await redis.hget(TOTALS, f"replayed.{stage}") == b"1"


async def test_a_replay_that_fails_again_keeps_its_whole_history(dying):
    first = await dying.die(BYTES, "bad")
    await dying.letters.replay(first)
    second = await dying.die(reason="still bad")
    await dying.letters.replay(second)
    third = await dying.die(reason="bad for ever")
    assert third.original == BYTES
    assert [(failure.letter, failure.reason) for failure in third.history] == [
        (first.id, "bad"),
        (second.id, "still bad"),
    ]
    assert third.origin == first.entry
    assert await dying.totals() == {"dead": 1, "replayed.ingest": 2}


async def test_a_replay_that_works_is_no_longer_counted_as_dead(dying):
    await dying.letters.replay(await dying.die(BYTES))
    entry = await dying.read()
    await dying.stream.hop([(entry, Identify("a", "h", b"{", b"}", Facts()))])
    assert await dying.stream.redis.xlen(CLEAN) == 1
    assert (await dying.totals())["dead"] == 0


async def test_a_letter_is_replayed_once_however_many_ask_and_however_often(dying):
    letter = await dying.die(BYTES)
    answers = await asyncio.gather(*(dying.letters.replay(letter) for _ in range(20)))
    assert sorted(answers) == [False] * 19 + [True]
    assert await dying.letters.replay(letter) is False
    assert await dying.letters.drop(letter.id) is False
    assert await dying.stream.redis.xlen(RAW) == 1
    assert (await dying.totals())["dead"] == 0


async def test_a_dropped_letter_is_gone_and_still_counted_as_dead(dying):
    letter = await dying.die(BYTES)
    assert await dying.letters.drop(letter.id)
    assert await dying.letters.drop(letter.id) is False
    assert await dying.letters.replay(letter) is False
    assert await dying.letters.count() == 0
    assert await dying.totals() == {"dead": 1}


async def test_a_letter_that_has_left_redis_is_replayed_once_too(dying):
    letter = await dying.die(BYTES)
    await dying.letters.remove([letter.id])
    await dying.letters.remove([])
    answers = await asyncio.gather(*(dying.letters.replay(letter) for _ in range(5)))
    assert sorted(answers) == [False] * 4 + [True]
    assert (await dying.read()).fields == BYTES


async def test_letters_that_were_ended_are_known_for_a_day(dying):
    letter = await dying.die(BYTES)
    await dying.letters.drop(letter.id)
    assert await dying.letters.ended([letter.id, "1-0"]) == {letter.id}
    assert await dying.letters.ended([]) == set()
    assert await dying.letters.ended_long_ago(10) == []
    await dying.stream.redis.zincrby(ENDED, -REMEMBERED, letter.id)
    assert await dying.letters.ended_long_ago(10) == [letter.id]
    await dying.letters.forget([letter.id])
    assert await dying.letters.ended([letter.id]) == set()


async def test_an_entry_of_very_many_fields_can_be_replayed(dying):
    fields = {b"field %d" % number: b"\xff" for number in range(9_000)}
    await dying.letters.replay(await dying.die(fields))
    assert (await dying.read()).fields == fields


@pytest.mark.parametrize("key", [RAW, TOTALS, ENDED])
async def test_a_key_of_another_kind_stops_a_replay_before_anything_is_done(dying, key):
    letter = await dying.die(BYTES)
    await dying.stream.redis.set(key, "in the way")
    with pytest.raises(ResponseError, match=f"WRONGTYPE {key}"):
        await dying.letters.replay(letter)
    assert await dying.letters.find(letter.id) == letter


async def test_a_server_at_its_memory_limit_refuses_a_replay_and_loses_nothing(dying):
    letter = await dying.die(BYTES)
    await dying.stream.redis.config_set("maxmemory", "1")
    try:
        with pytest.raises(RedisError, match="maxmemory"):
            await dying.letters.replay(letter)
    finally:
        await dying.stream.redis.config_set("maxmemory", "0")
    assert await dying.letters.find(letter.id) == letter
    assert await dying.letters.replay(letter)


async def test_a_server_at_its_memory_limit_lets_those_letters_be_dropped_that_are_in_it(dying):
    letter = await dying.die(BYTES)
    await dying.stream.redis.config_set("maxmemory", "1")
    try:
        assert await dying.letters.drop(letter.id)
        with pytest.raises(RedisError, match="maxmemory"):
            await dying.letters.drop("1-0")
    finally:
        await dying.stream.redis.config_set("maxmemory", "0")
    assert await dying.letters.count() == 0


async def test_a_stream_that_takes_no_more_entries_loses_no_letter(dying):
    letter = await dying.die(BYTES)
    await dying.stream.redis.xadd(RAW, {"x": "y"}, id=f"{2**64 - 1}-{2**64 - 1}")
    with pytest.raises(ResponseError, match="last possible"):
        await dying.letters.replay(letter)
    assert await dying.letters.find(letter.id) == letter
    assert (await dying.totals())["dead"] == 1


async def test_a_letter_that_somebody_else_wrote_is_not_replayed(redis: Redis):
    letters = DeadLetters(redis, prefix="")
    await redis.xadd(DEAD, {"hello": "world"})
    await redis.xadd(DEAD, {"stage": "ingest", "entry": "the first"})
    for letter in await letters.newer(None, 10):
        with pytest.raises(ValueError, match=r"stage|entry"):
            await letters.replay(letter)
    assert await letters.count() == 2
    assert await redis.exists(RAW) == 0


async def test_a_page_of_large_letters_is_shorter_and_never_empty_before_the_end(redis: Redis):
    letters = DeadLetters(redis, prefix="")
    sizes = [9_000_000, 1_500_000, 1_500_000, 1_500_000, 1_500_000]
    ids = [(await redis.xadd(DEAD, {"original.body": b"x" * size})).decode() for size in sizes]
    assert [letter.id for letter in await letters.newer(None, 99)] == ids[:1]
    assert [letter.id for letter in await letters.newer(ids[0], 99)] == ids[1:4]
    assert [letter.id for letter in await letters.newer(ids[3], 99)] == ids[4:]
    assert [letter.id for letter in await letters.older(None, 99)] == ids[:1:-1]


async def test_letters_are_read_in_pages_from_either_end(redis: Redis):
    letters = DeadLetters(redis, prefix="")
    ids = [(await redis.xadd(DEAD, {"reason": str(n)})).decode() for n in range(5)]
    assert [letter.id for letter in await letters.newer(None, 2)] == ids[:2]
    assert [letter.id for letter in await letters.newer(ids[1], 9)] == ids[2:]
    assert [letter.id for letter in await letters.older(None, 2)] == ids[:-3:-1]
    assert [letter.id for letter in await letters.older(ids[3], 9)] == ids[2::-1]
    assert (await letters.find(ids[2])).reason == "2"
    assert await letters.find("1-0") is None
