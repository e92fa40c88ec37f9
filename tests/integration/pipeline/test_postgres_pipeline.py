"""The pipeline on a PostgreSQL server that is not there yet, or says nothing."""

import socket
import time

import postgres_server
import redis
from services_running import running

from services.console.embedded import free_port
from services.wire.events import Event

ARTICLES = [{"headline": f"Bridge {n}", "body": "It opened.", "published": "2012-12-29"} for n in range(20)]


async def test_the_store_waits_for_its_server_and_stores_what_was_published_meanwhile(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    port = free_port(0)
    url = f"postgresql://{postgres_server.USER}:{postgres_server.PASSWORD}@127.0.0.1:{port}/postgres"
    with running(redis_url, tmp_path, DATELINE_DATABASE_URL=url) as pipeline:
        await pipeline.publish(*ARTICLES)
        pipeline.until(Event.BATCH_WAITING)
        with postgres_server.start(tmp_path / "postgres", port):
            await pipeline.drained()
            assert await pipeline.totals() == {"stored": len(ARTICLES)}
            assert len(pipeline.records()) == len(ARTICLES)
        assert postgres_server.PASSWORD not in str(pipeline.log("store"))


async def test_a_store_that_waits_for_its_server_stops_at_once_in_good_order(redis_url, tmp_path):
    url = f"postgresql://127.0.0.1:{free_port(0)}/news"
    with running(redis_url, tmp_path, "store", DATELINE_DATABASE_URL=url) as pipeline:
        pipeline.until(Event.BATCH_WAITING)
        assert pipeline.stop() == [0]


async def test_a_store_whose_server_says_nothing_stops_at_once_as_well(redis_url, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://127.0.0.1:{silent.getsockname()[1]}/news"
        with running(redis_url, tmp_path, "store", DATELINE_DATABASE_URL=url) as pipeline:
            connection, _ = silent.accept()
            with connection:
                began = time.monotonic()
                assert pipeline.stop() == [0]
                assert time.monotonic() - began < 10
