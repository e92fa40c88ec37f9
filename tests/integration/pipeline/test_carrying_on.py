"""Services carry on by themselves through what happens to them and to Redis."""

import signal
import socket
import time

import pytest
import redis
from services_running import NAMES, running

from services.wire.events import Event
from services.wire.streams import CLEAN

PASSED = dict(zip(NAMES, [Event.ARTICLE_INGESTED, Event.ARTICLE_ENRICHED, Event.ARTICLE_STORED], strict=True))


def articles(number, word="bridge"):
    return [
        {"headline": f"{word} {i}", "body": f"The {word} number {i} opened.", "published": "2012-12-29"}
        for i in range(number)
    ]


@pytest.fixture
def pipeline(redis_url, tmp_path):
    """All three services, quick to take over from each other, for one test."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with running(redis_url, tmp_path, DATELINE_MIN_IDLE="1") as pipeline:
        yield pipeline


@pytest.mark.parametrize("victim", NAMES)
async def test_a_service_that_is_killed_loses_nothing_and_doubles_nothing(pipeline, victim):
    await pipeline.publish(*articles(200))
    pipeline.until(PASSED[victim])
    pipeline.processes[NAMES.index(victim)].kill()
    pipeline.start(victim)
    await pipeline.drained()
    assert await pipeline.totals() == {"stored": 200}
    assert len(pipeline.records()) == 200


async def test_what_was_published_before_any_service_ran_is_processed(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with running(redis_url, tmp_path, "store") as pipeline:
        await pipeline.publish(*articles(3))
        pipeline.start("ingest", "enrich")
        await pipeline.drained()
        assert await pipeline.totals() == {"stored": 3}


async def test_after_flushall_what_is_published_later_is_processed(pipeline):
    await pipeline.publish(*articles(3))
    await pipeline.drained()
    with redis.Redis.from_url(pipeline.url) as client:
        client.flushall()
    await pipeline.publish(*articles(3, "tunnel"))
    await pipeline.drained()
    assert len(pipeline.records()) == 6


async def test_what_was_lost_with_a_deleted_stream_is_stored_when_it_is_published_again(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        with running(redis_url, tmp_path, "ingest") as pipeline:
            await pipeline.publish(*articles(3))
            pipeline.until(Event.ARTICLE_INGESTED, times=3)
            client.delete(CLEAN)
            pipeline.start("enrich", "store")
            again = await pipeline.publish(*articles(3))
            await pipeline.drained()
            assert sorted(pipeline.records()) == sorted(again)


async def test_a_stop_finishes_or_hands_back_what_is_in_hand_and_exits_with_0(pipeline):
    await pipeline.publish(*articles(500))
    pipeline.until(Event.ARTICLE_ENRICHED)
    assert pipeline.stop() == [0, 0, 0]
    assert [file.name for file in pipeline.folder.glob("dateline.db*")] == ["dateline.db"]
    pipeline.start(*NAMES)
    await pipeline.drained()
    totals = await pipeline.totals()
    assert totals == {"stored": 500}


async def test_two_workers_of_each_service_share_the_work(pipeline):
    pipeline.start(*NAMES)
    pipeline.until(Event.SERVICE_STARTED, times=6)
    await pipeline.publish(*articles(400))
    await pipeline.drained()
    assert await pipeline.totals() == {"stored": 400}
    assert len({line["worker"] for line in pipeline.log("enrich")}) == 2


async def test_many_articles_at_once_are_all_stored(pipeline):
    await pipeline.publish(*articles(2_000))
    await pipeline.drained(240)
    assert await pipeline.totals() == {"stored": 2_000}


async def test_a_second_signal_during_a_stop_does_no_harm(pipeline):
    await pipeline.publish(*articles(100))
    pipeline.until(Event.ARTICLE_STORED)
    for process in pipeline.processes:
        process.send_signal(signal.SIGTERM)
    assert pipeline.stop() == [0, 0, 0]


def test_a_stop_does_not_wait_for_a_redis_that_says_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        with running(url, tmp_path, "ingest", DATELINE_DRAIN="1") as pipeline:
            connection, _ = silent.accept()
            with connection:
                began = time.monotonic()
                assert pipeline.stop() == [0]
                assert time.monotonic() - began < 12
