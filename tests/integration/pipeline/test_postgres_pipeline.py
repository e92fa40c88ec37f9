"""The whole pipeline on a PostgreSQL server that isn't there yet, goes away and comes back."""

import postgres_server
import redis
from services_running import running

from services.console.embedded import free_port
from services.wire.events import Event


def articles(word):
    return [{"headline": f"{word} {i}", "body": f"The {word} opened.", "published": "2012-12-29"} for i in range(20)]


async def test_the_store_waits_for_its_server_before_the_first_article_and_in_the_middle(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    port, directory = free_port(0), tmp_path / "postgres"
    url = f"postgresql://{postgres_server.USER}:{postgres_server.PASSWORD}@127.0.0.1:{port}/postgres"
    with running(redis_url, tmp_path, DATELINE_DATABASE_URL=url) as pipeline:
        pipeline.until(Event.DATABASE_UNREACHABLE)
        with postgres_server.start(directory, port) as server:
            await pipeline.publish(*articles("bridge"))
            await pipeline.drained()
            server.kill()
        await pipeline.publish(*articles("tunnel"))
        pipeline.until(Event.BATCH_WAITING)
        with postgres_server.start(directory, port):
            await pipeline.drained()
            assert await pipeline.totals() == {"stored": 40}
            assert len(pipeline.records()) == 40
        log = [line["event"] for line in pipeline.log("store")]
        assert [log.count(event) for event in (Event.DATABASE_UNREACHABLE, Event.BATCH_WAITING)] == [1, 1]
        assert postgres_server.PASSWORD not in str(pipeline.log("store"))


async def test_a_store_that_waits_for_its_database_stops_at_once_in_good_order(redis_url, tmp_path):
    url = f"postgresql://127.0.0.1:{free_port(0)}/news"
    with running(redis_url, tmp_path, "store", DATELINE_DATABASE_URL=url) as pipeline:
        pipeline.until(Event.DATABASE_UNREACHABLE)
        assert pipeline.stop() == [0]
