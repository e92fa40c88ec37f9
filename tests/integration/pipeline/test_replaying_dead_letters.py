"""A raw entry that died in any stage and is replayed ends as stored, under the id that it came in with."""

import asyncio

from redis.asyncio import Redis
from services_running import running

from services.store.connect import open_dead_letters
from services.wire.delivery.entry import Entry
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.hop import Hop
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.outcome import Dead
from services.wire.events import Event
from services.wire.streams import DEAD, INPUT, RAW


async def lost_in(redis: Redis, stage: str) -> str:
    """Publish an article and give it up as a worker of `stage`; its raw entry."""
    raw: bytes = await redis.xadd(RAW, {"headline": f"Lost in {stage}", "body": "It opened on Friday."})
    await ensure_group(redis, INPUT[stage], stage)
    async with asyncio.timeout(60):
        while not (read := await redis.xreadgroup(stage, "test", {INPUT[stage]: ">"}, count=1, block=1_000)):
            pass
    ((_, ((id_, fields),)),) = read
    hop = Hop(redis, stage=stage, source=INPUT[stage], target=DEAD, remember=60, prefix="")
    await hop([(Entry.of(id_, fields), Dead("killed its worker"))])
    return raw.decode()


async def test_a_letter_of_each_stage_is_stored_under_its_first_id(redis: Redis, redis_url, tmp_path):
    sent = {"ingest": await lost_in(redis, "ingest")}
    with running(redis_url, tmp_path, "ingest") as pipeline:
        sent["enrich"] = await lost_in(redis, "enrich")
        pipeline.start("enrich")
        sent["store"] = await lost_in(redis, "store")
        pipeline.start("store")
        letters = DeadLetters(redis, prefix="")
        dead = {letter.stage: letter for letter in await letters.newer(None, 10)}
        assert {stage: letter.origin for stage, letter in dead.items()} == sent
        for letter in dead.values():
            assert await letters.replay(letter)
        await pipeline.drained()
        assert {entry: record["headline"] for entry, record in pipeline.records().items()} == {
            entry: f"Lost in {stage}" for stage, entry in sent.items()
        }
        totals = await pipeline.totals()
        assert (totals["stored"], totals["dead"], totals.get("duplicates", 0)) == (3, 0, 0)


async def test_what_was_too_large_is_stored_once_it_may_be_and_its_date_is_that_of_its_first_receipt(
    redis: Redis, redis_url, tmp_path
):
    article = {"headline": "Bridge", "body": "It opened. " * 20}
    await redis.xadd(RAW, article, id="1356766500000-0")
    with running(redis_url, tmp_path, "ingest", DATELINE_MAX_BYTES="100") as strict:
        strict.until(Event.ENTRY_DEAD)
        strict.stop()
    letters = DeadLetters(redis, prefix="")
    (letter,) = await letters.newer(None, 10)
    assert "DATELINE_MAX_BYTES" in letter.reason
    assert await letters.replay(letter)
    with running(redis_url, tmp_path) as pipeline:
        await pipeline.drained()
        record = pipeline.records()["1356766500000-0"]
    assert (record["published"], record["published_from"]) == ("2012-12-29T07:35:00+00:00", "received")


async def test_the_store_moves_old_letters_to_its_database_and_the_log_says_so(redis: Redis, redis_url, tmp_path):
    with running(redis_url, tmp_path, "ingest", "store", DATELINE_DEAD_KEPT="10") as pipeline:
        ids = await pipeline.publish(*({"x": str(n)} for n in range(30)))
        pipeline.until(Event.DEAD_MOVED)
        moved = open_dead_letters(f"sqlite:///{tmp_path / 'dateline.db'}").newer(None, 100)
        left = await DeadLetters(redis, prefix="").newer(None, 100)
        assert pipeline.stop() == [0, 0]
    assert [letter.origin for letter in [*moved, *left]] == ids
    assert 0 < len(left) <= 10
