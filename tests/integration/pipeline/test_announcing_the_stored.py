"""What is committed is announced, whatever happens to the store in between."""

from contextlib import closing

import redis
from services_running import running

from services.store.connect import open_store
from services.wire.events import Event
from services.wire.messages import Engine, EnrichedArticle, encode
from services.wire.streams import BODY, ENRICHED, STORED, TOTALS

STORED_ONCE = {b"id": b"a", b"revision": b"1", b"change": b"stored"}


def enriched(id: str, content: str = "A", entry: str = "1-0") -> dict[str, bytes]:
    """An entry for the store."""
    values = {"published": "2012-12-29", "published_from": "stated", "language": "en", "text": content}
    engine = Engine(dateline="0.1.0")
    article = EnrichedArticle(id=id, revision=1, content_hash=content, entry=entry, engine=engine, **values)
    return {BODY: encode(article, source="enrich", id=entry, subject=id)}


def announced(client: redis.Redis) -> list[dict[bytes, bytes]]:
    return [fields for _, fields in client.xrange(STORED)]


def test_a_store_killed_between_commit_and_acknowledgement_is_announced_by_the_next_one(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        client.set(TOTALS, "in the way")  # so that every hop is refused
        client.xadd(ENRICHED, enriched("a"))
        with running(redis_url, tmp_path, "store", DATELINE_MIN_IDLE="1") as pipeline:
            pipeline.until(Event.BATCH_WAITING)
            with closing(open_store(f"sqlite:///{tmp_path / 'dateline.db'}")) as store:
                assert [each.article.id for each in store.records()] == ["a"]
                assert announced(client) == []
                pipeline.processes[0].kill()
                pipeline.processes[0].wait()
                client.delete(TOTALS)
                pipeline.start("store")
                pipeline.until(Event.ARTICLE_STORED)
                assert announced(client) == [STORED_ONCE]
                assert [each.sequence for each in store.changes(0, 99)] == [1]


def test_a_duplicate_is_not_announced_and_a_revision_is(redis_url, tmp_path):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        for fields in (enriched("a"), enriched("a", entry="2-0"), enriched("a", "B", entry="3-0")):
            client.xadd(ENRICHED, fields)
        with running(redis_url, tmp_path, "store") as pipeline:
            pipeline.until(Event.ARTICLE_STORED, times=2)
            assert announced(client) == [STORED_ONCE, STORED_ONCE | {b"revision": b"2"}]


async def test_a_full_redis_stops_no_store_from_storing_and_announcing(redis, redis_url, tmp_path):
    await redis.xadd(ENRICHED, enriched("a"))
    before = (await redis.config_get("maxmemory"))["maxmemory"]
    await redis.config_set("maxmemory", 1)
    try:
        with running(redis_url, tmp_path, "store") as pipeline:
            pipeline.until(Event.ARTICLE_STORED)
            assert [fields for _, fields in await redis.xrange(STORED)] == [STORED_ONCE]
    finally:
        await redis.config_set("maxmemory", before)
