"""OpenTelemetry: no trouble with a collector holds up a service or stops it, and each is one line."""

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
import redis
from collector import collecting
from services_running import running

from services.wire.events import Event
from services.wire.messages.trail import Trail
from services.wire.otlp import OtlpSender
from services.wire.spans import Span


@pytest.fixture
def empty(redis_url) -> str:
    """The URL of an empty Redis."""
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    return redis_url


async def test_what_is_in_the_queue_at_a_stop_is_sent(empty: str, tmp_path: Path):
    slow = {"OTEL_BSP_SCHEDULE_DELAY": "60000"}  # milliseconds
    with collecting() as collector:
        with running(empty, tmp_path, "ingest", OTEL_EXPORTER_OTLP_ENDPOINT=collector.url, **slow) as pipeline:
            await pipeline.publish({"headline": "Last"})
            pipeline.until(Event.ARTICLE_INGESTED)
            assert pipeline.stop() == [0]
        assert len(collector.received) == 1


async def test_a_collector_that_is_away_is_one_line_and_holds_nothing_up(empty: str, tmp_path: Path):
    with collecting() as collector:
        collector.status = 503
        endpoint = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{collector.url}/v1/traces"}
        with running(empty, tmp_path, "ingest", **endpoint, OTEL_BSP_SCHEDULE_DELAY="100") as pipeline:
            await pipeline.publish({"headline": "While it is away"})
            pipeline.until(Event.TRACES_WAITING)
            await pipeline.publish(*({"headline": f"Article {number}"} for number in range(300)))
            pipeline.until(Event.ARTICLE_INGESTED, times=301)
            collector.until_refused(4)
            collector.status = 200
            pipeline.until(Event.TRACES_RESUMED)
            assert pipeline.stop() == [0]
            events = [line["event"] for line in pipeline.log("ingest")]
            assert (events.count(Event.TRACES_WAITING), events.count(Event.LIBRARY_WARNING)) == (1, 0)
            assert pipeline.noise() == []
            assert collector.received


@pytest.mark.parametrize("wrong", ["without the extra", "with a setting that is none"])
async def test_what_keeps_spans_from_being_sent_is_one_line_and_the_service_works(empty: str, tmp_path: Path, wrong):
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1"}
    if wrong == "without the extra":
        (tmp_path / "opentelemetry").mkdir()  # an empty package in the place of the real one
        (tmp_path / "opentelemetry/__init__.py").touch()
        environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    else:
        environment["OTEL_BSP_MAX_QUEUE_SIZE"] = "-1"
    with running(empty, tmp_path, "ingest", **environment) as pipeline:
        await pipeline.publish({"headline": "Anyway", "body": wrong})
        pipeline.until(Event.ARTICLE_INGESTED)
        (line,) = [each for each in pipeline.log("ingest") if each["event"] == Event.TRACES_UNAVAILABLE]
        assert ("pip install 'dateline[otel]'" in line["why"]) == (wrong == "without the extra")
        assert "Traceback" not in json.dumps(pipeline.noise())


def test_where_a_part_is_to_be_recorded_all_services_choose_the_same_articles(monkeypatch):
    trails = [Trail(sha256(b"%d" % number).hexdigest()[:32]) for number in range(200)]
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        monkeypatch.setenv("OTEL_TRACES_SAMPLER", "traceidratio")
        monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0.1")
        for service in ("ingest", "enrich", "store"):
            sender = OtlpSender(service, "worker")
            for trail in trails:
                came = trail if service == "ingest" else trail._replace(span_id="00f067aa0ba902b7")
                sender.add(Span(service, came, "53ce929d0e0e4736", 1.0, 2.0, {}))
            sender.close()
    chosen = Counter(span.trace_id for _, span in collector.received)
    assert 0 < len(chosen) < len(trails) / 2
    assert set(chosen.values()) == {3}
