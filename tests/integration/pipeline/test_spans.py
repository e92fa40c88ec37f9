"""OpenTelemetry: what each service did with an article reaches a collector as spans, each the parent of the next."""

import pytest
import pytest_asyncio
import redis
from collector import Collector, collecting
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from services_running import running

from services.wire.messages import RawArticle, encode
from services.wire.messages.trail import Trail
from services.wire.streams import CLEAN

PUBLISHER = Trail("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
STRAYED = Trail("6bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
UNWANTED = Trail("5bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", flags="00")
SOON = {"OTEL_BSP_SCHEDULE_DELAY": "100"}  # milliseconds
STAGES = ["ingest", "enrich", "store"]


def event(headline: str, trail: Trail | None = None) -> dict[str, bytes]:
    return {"__data__": encode(RawArticle(headline=headline, body="Snow fell."), source="test", trail=trail)}


def attributes(span: Span) -> dict[str, str]:
    return {pair.key: pair.value.string_value or str(pair.value.int_value) for pair in span.attributes}


@pytest.fixture(scope="module")
def collector():
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="module")
def pipeline(redis_url, tmp_path_factory, collector):
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
        client.xadd(CLEAN, event("Raw, where a clean one belongs", STRAYED))
    folder = tmp_path_factory.mktemp("spans")
    with running(redis_url, folder, OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, **SOON) as pipeline:
        yield pipeline


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def spans(pipeline, collector: Collector) -> dict[str, dict[str, Span]]:
    """By trace id, the spans of each service. Of four articles, one can't be read, and one is not to be recorded.

    One more strayed into the stream of another stage, which can't read it.
    """
    await pipeline.publish({"headline": "Plain"}, event("Traced", PUBLISHER), {"url": "x"}, event("Not", UNWANTED))
    await pipeline.drained()
    found: dict[str, dict[str, Span]] = {}
    for resource, span in collector.until(2 * 3 + 1 + 1):
        found.setdefault(span.trace_id.hex(), {})[resource["service.name"].removeprefix("dateline-")] = span
    return found


async def test_the_three_spans_of_an_article_share_its_trace_and_each_is_the_parent_of_the_next(pipeline, spans):
    plain = {line["headline"]: line["id"] for line in pipeline.records().values()}["Plain"]
    logged = {line["trace_id"] for name in STAGES for line in pipeline.log(name) if line.get("article_id") == plain}
    assert len(logged) == 1
    found = spans[logged.pop()]
    assert set(found) == set(STAGES)
    ingest, enrich, store = (found[stage] for stage in STAGES)
    assert ingest.parent_span_id == b""
    assert (enrich.parent_span_id, store.parent_span_id) == (ingest.span_id, enrich.span_id)
    assert all(span.kind == Span.SPAN_KIND_CONSUMER for span in found.values())


async def test_a_publisher_of_a_traceparent_is_the_parent_of_the_first(spans):
    found = spans[PUBLISHER.trace_id]
    assert set(found) == set(STAGES)
    assert found["ingest"].parent_span_id.hex() == PUBLISHER.span_id


async def test_a_trace_that_its_publisher_does_not_want_recorded_is_not(pipeline, spans, collector: Collector):
    assert "Not" in {record["headline"] for record in pipeline.records().values()}
    assert UNWANTED.trace_id not in {span.trace_id.hex() for _, span in collector.received}


async def test_spans_say_what_was_done_and_for_how_long(pipeline, spans):
    for name, span in spans[PUBLISHER.trace_id].items():
        (line,) = [each for each in pipeline.log(name) if each.get("trace_id") == PUBLISHER.trace_id]
        told = attributes(span)
        assert told["messaging.message.id"] == line["entry"]
        assert told["dateline.article.id"] == line["article_id"]
        assert told["dateline.event"] == line["event"]
        assert told["dateline.deliveries"] == "1"
        milliseconds = (span.end_time_unix_nano - span.start_time_unix_nano) / 1_000_000
        assert milliseconds == pytest.approx(line["duration_ms"], abs=100)


async def test_what_died_has_a_span_that_says_why(spans):
    (dead,) = [found["ingest"] for found in spans.values() if list(found) == ["ingest"]]
    assert (dead.status.code, dead.status.message) == (Status.STATUS_CODE_ERROR, "neither headline nor body text")


async def test_a_message_that_a_stage_cannot_read_has_the_trace_that_it_tells(pipeline, spans):
    found = spans[STRAYED.trace_id]
    assert list(found) == ["enrich"]
    assert found["enrich"].status.message == "a dateline.article.raw where a dateline.article.clean belongs"
    (letter,) = [letter for letter in (await pipeline.dead()).values() if letter[b"stage"] == b"enrich"]
    assert letter[b"trace_id"].decode() == STRAYED.trace_id
