"""What the pipeline keeps in Redis is bounded: a slow stage holds back the one before it, and what is done goes."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE

import pytest
import redis
from redis.asyncio import Redis
from services_running import NAMES, running

from services.wire.delivery.backlog import backlog, backlogs
from services.wire.events import Event

HIGH = 50
READ = HIGH
"""What ingest reads at once: no more than the high mark."""


def articles(number):
    return [
        {"headline": f"Bridge {i}", "body": f"Bridge number {i} opened on Friday.", "published": "2012-12-29"}
        for i in range(number)
    ]


@pytest.fixture
def pipeline(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    with running(redis_url, tmp_path, DATELINE_HIGH_WATER=str(HIGH)) as pipeline:
        pipeline.until(Event.SERVICE_STARTED, times=3)
        yield pipeline


@pytest.fixture
async def client(pipeline):
    async with Redis.from_url(pipeline.url) as client:
        yield client


async def test_while_enrich_stands_still_ingest_waits_and_afterwards_everything_arrives(pipeline, client):
    enrich = pipeline.processes[NAMES.index("enrich")]
    enrich.send_signal(signal.SIGSTOP)
    await pipeline.publish(*articles(2_000))
    pipeline.until(Event.PRESSURE_WAITING)
    most = (await backlog(client, "enrich")).to_do
    assert most >= HIGH
    enrich.send_signal(signal.SIGCONT)
    while not all(each.drained for each in await backlogs(client)):
        most = max(most, (await backlog(client, "enrich")).to_do)
        await asyncio.sleep(0.05)
    assert most <= HIGH + READ
    assert await pipeline.totals() == {"stored": 2_000}


async def test_a_service_that_waits_for_the_next_stops_at_once(pipeline):
    ingest, enrich, _ = pipeline.processes
    enrich.send_signal(signal.SIGSTOP)
    await pipeline.publish(*articles(2_000))
    pipeline.until(Event.PRESSURE_WAITING)
    ingest.send_signal(signal.SIGTERM)
    assert ingest.wait(timeout=5) == 0
    enrich.send_signal(signal.SIGCONT)


async def test_a_full_redis_is_emptied_and_publish_waits_until_there_is_room(redis_url, tmp_path):
    (tmp_path / "late.txt").write_text("A late article.")
    async with Redis.from_url(redis_url) as client:
        await client.flushall()
        with running(redis_url, tmp_path, "store") as pipeline:
            await pipeline.publish(*articles(300))
            await client.config_set("maxmemory", 1)
            try:
                publish = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "services.console", "publish", tmp_path / "late.txt"),
                    env={**os.environ, "DATELINE_REDIS_URL": redis_url},
                    stderr=PIPE,
                )
                assert b"is full" in await publish.stderr.readline()
                pipeline.start("ingest", "enrich")
                await pipeline.drained()
                assert await pipeline.totals() == {"stored": 300}
                assert publish.returncode is None
            finally:
                await client.config_set("maxmemory", 0)
            assert await publish.wait() == 0
            await pipeline.drained()
            assert await pipeline.totals() == {"stored": 301}


async def test_when_all_is_done_the_streams_are_empty(pipeline, client):
    await pipeline.publish(*articles(300))
    await pipeline.drained()
    async with asyncio.timeout(15):
        while any(each.length for each in await backlogs(client)):
            await asyncio.sleep(0.1)
    assert await pipeline.totals() == {"stored": 300}
