"""Any program that can XADD can publish, in three ways."""

import json
from datetime import UTC, datetime

import pytest_asyncio
from redis.asyncio import Redis

from services.store.connect import open_store
from services.wire.messages import RawArticle, encode
from services.wire.messages.trail import Trail
from services.wire.streams import CLEAN, ENRICHED

FLAT = {"headline": "A", "body": "The bridge opened on Friday.", "published": "2012-12-29"}
PLAIN = {"__data__": json.dumps({"headline": "B", "body": "It rained on Monday.", "published": "2012-12-29"})}
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRAIL = Trail(TRACE, "00f067aa0ba902b7")
EVENT = {"__data__": encode(RawArticle(headline="C", body="Snow fell."), source="test", trail=TRAIL)}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def published(pipeline):
    """The records of the three, in the order above. What travelled stays to be looked at: a group still needs it."""
    async with Redis.from_url(pipeline.url) as redis:
        for stream in (CLEAN, ENRICHED):
            await redis.xgroup_create(stream, "witness", id="0", mkstream=True)
    ids = await pipeline.publish(FLAT, PLAIN, EVENT)
    await pipeline.drained()
    return [pipeline.records()[id_] for id_ in ids]


async def test_flat_fields_plain_json_and_an_event_are_stored_alike(published):
    assert [record["text"].split("\n\n") for record in published] == [
        ["A", "The bridge opened on Friday."],
        ["B", "It rained on Monday."],
        ["C", "Snow fell."],
    ]


async def test_a_stated_date_resolves_what_the_text_says(published):
    assert [(date["text"], date["value"], date["begin"]) for date in published[0]["dates"]] == [
        ("Friday", "2012-12-28", "2012-12-28")
    ]


async def test_without_a_date_the_time_of_receipt_is_taken(published):
    assert published[2]["published_from"] == "received"
    assert abs((datetime.now(UTC) - datetime.fromisoformat(published[2]["published"])).total_seconds()) < 300


async def test_one_trace_runs_through_all_three_services(pipeline, published):
    for article, trace_id in [(published[2], TRACE), (published[0], None)]:
        lines = [
            line
            for service in ["ingest", "enrich", "store"]
            for line in pipeline.log(service)
            if line.get("article_id") == article["id"]
        ]
        assert [line["event"] for line in lines] == ["article.ingested", "article.enriched", "article.stored"]
        assert len({line["trace_id"] for line in lines}) == 1
        assert trace_id in (None, lines[0]["trace_id"])


async def test_the_record_tells_by_which_workers_it_came_and_when(pipeline, published):
    store = open_store(f"sqlite:///{pipeline.folder / 'dateline.db'}")
    for record in published:
        way = store.way(record["id"], 1)
        assert [step.stage for step in way.steps] == ["ingest", "enrich", "store"]
        logged = {
            (line["service"], line["worker"], line["entry"], line["trace_id"])
            for service in ["ingest", "enrich", "store"]
            for line in pipeline.log(service)
            if line.get("article_id") == record["id"] and line["event"] != "article.duplicate"
        }
        assert {(step.stage, step.worker, step.entry, way.trace_id) for step in way.steps} == logged
        assert [(step.deliveries, step.done is None) for step in way.steps] == [(1, False), (1, False), (1, True)]
        added = [int(step.entry.partition("-")[0]) for step in way.steps]
        times = [at for step, first in zip(way.steps, added, strict=True) for at in (first, *step[-2:]) if at]
        assert times == sorted(times)  # one machine, one clock


async def test_what_travels_between_the_services_are_cloudevents(pipeline, published):
    async with Redis.from_url(pipeline.url) as redis:
        for stream, kind in [(CLEAN, "dateline.article.clean"), (ENRICHED, "dateline.article.enriched")]:
            ((_, fields), *_) = await redis.xrange(stream)
            event = json.loads(fields[b"__data__"])
            assert (event["specversion"], event["type"]) == ("1.0", kind)
            assert event["subject"] == event["data"]["id"]


async def test_publishing_everything_again_stores_nothing_twice(pipeline, published):
    before, revisions = (
        await pipeline.totals(),
        {record["id"]: record["revision"] for record in pipeline.records().values()},
    )
    await pipeline.publish(FLAT, PLAIN, EVENT)
    await pipeline.drained()
    after = await pipeline.totals()
    assert after["duplicates"] == before.get("duplicates", 0) + 3
    assert after["stored"] == before["stored"]
    assert {record["id"]: record["revision"] for record in pipeline.records().values()} == revisions
