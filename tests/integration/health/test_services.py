"""Services tell how they are: in daily work, while something is away, and when it is back."""

import math
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import postgres_server
import pytest
import redis
import redis_server
from probes import Probes
from redis_server import RedisServer
from services_running import Pipeline

from services.console.embedded import free_port
from services.wire.events import Event
from services.wire.messages import Engine, EnrichedArticle, encode
from services.wire.streams import BODY, CLEAN, DEAD, ENRICHED, RAW, REMEMBERED


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own, which it may kill."""
    with redis_server.start(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def port() -> int:
    return free_port(0)


@pytest.fixture
def pipeline(server: RedisServer, tmp_path: Path, port: int) -> Iterator[Pipeline]:
    """No service yet. Those that a test starts answer on `port`, unless it says otherwise."""
    pipeline = Pipeline(server.url, tmp_path, {"DATELINE_HEALTH_PORT": str(port)})
    yield pipeline
    for process in pipeline.processes:
        process.kill()
        process.wait()


def started(pipeline: Pipeline, port: int, service: str) -> Probes:
    """The probes of a service that has just started."""
    pipeline.start(service)
    pipeline.until(Event.SERVICE_STARTED, times=len(pipeline.processes))
    return Probes(service, port)


def start_silently(pipeline: Pipeline, *services: str) -> None:
    """Start services that answer nowhere."""
    environment, pipeline.environment = pipeline.environment, {}
    pipeline.start(*services)
    pipeline.environment = environment
    pipeline.until(Event.SERVICE_STARTED, times=len(services))


def article(number: int) -> dict[str, str]:
    return {"headline": f"bridge {number}", "body": f"Bridge number {number} opened.", "published": "2012-12-29"}


def test_a_service_that_loads_its_model_is_alive_but_not_ready(pipeline: Pipeline, port: int) -> None:
    pipeline.start("enrich")
    pipeline.until(Event.HEALTH_SERVED)
    probes = Probes("enrich", port)
    assert probes.red() == {"service": "starting"}
    assert probes.get("/livez") == (200, {})


def test_a_service_that_has_nothing_to_do_is_ready(pipeline: Pipeline, port: int) -> None:
    probes = started(pipeline, port, "ingest")
    assert probes.get("/livez") == (200, {})
    assert probes.get("/readyz") == (200, {})


def test_an_idle_service_is_red_while_redis_is_away_and_green_after(
    pipeline: Pipeline, server: RedisServer, port: int, tmp_path: Path
) -> None:
    probes = started(pipeline, port, "ingest")
    probes.until_metric("lag_entries", 0)
    server.kill()
    assert "can't be reached" in probes.until_red("redis", 5)
    assert probes.get("/livez") == (200, {})
    probes.until_metric("lag_entries", math.nan)
    with redis_server.start(tmp_path / "redis", server.port):
        probes.until_green(5)
        probes.until_metric("lag_entries", 0)
        told = pipeline.log("ingest")
    reasons = [line["why"] for line in told if line["event"] == Event.REDIS_UNREACHABLE]
    assert "refused" in reasons[-1]  # the first may be that the connection was closed
    assert len(reasons) == len(set(reasons))
    assert [line["event"] for line in told].count(Event.REDIS_REACHABLE) == 1


def test_an_idle_service_is_red_all_the_while_redis_takes_no_writes(pipeline: Pipeline, port: int) -> None:
    probes = started(pipeline, port, "ingest")
    with redis.Redis.from_url(pipeline.url) as client:
        client.replicaof("127.0.0.1", 1)
        probes.until_red("redis", 5)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            assert "redis" in probes.red()
        client.replicaof("NO", "ONE")
    probes.until_green(5)


def test_a_service_is_red_while_its_group_cannot_be_made_and_green_after(pipeline: Pipeline, port: int) -> None:
    probes = started(pipeline, port, "ingest")
    with redis.Redis.from_url(pipeline.url) as client:
        client.delete(RAW)
        client.set(RAW, "no stream")
        probes.until_red("group", 5)
        client.delete(RAW)
    probes.until_green(5)


async def test_a_service_whose_group_was_destroyed_makes_it_again_and_is_green(pipeline: Pipeline, port: int) -> None:
    probes = started(pipeline, port, "ingest")
    with redis.Redis.from_url(pipeline.url) as client:
        client.xgroup_destroy(RAW, "ingest")
    pipeline.until(Event.GROUP_CREATED, times=2)
    probes.until_green(5)
    await pipeline.publish(article(1))
    probes.until_metric("entries_processed_total", 1)


def test_an_idle_store_is_red_while_its_database_is_locked_and_green_after(
    pipeline: Pipeline, port: int, tmp_path: Path
) -> None:
    probes = started(pipeline, port, "store")
    with locked(tmp_path / "dateline.db"):
        assert "locked" in probes.until_red("work")
    probes.until_green()
    events = [line["event"] for line in pipeline.log("store")]
    assert events.count(Event.BATCH_WAITING) == events.count(Event.BATCH_RESUMED) == 1


def test_a_store_is_red_whenever_its_postgresql_is_away_even_if_it_has_nothing_to_do(
    pipeline: Pipeline, port: int, tmp_path: Path
) -> None:
    at = free_port(0)
    url = f"postgresql://{postgres_server.USER}:{postgres_server.PASSWORD}@127.0.0.1:{at}/postgres"
    pipeline.environment = {**pipeline.environment, "DATELINE_DATABASE_URL": url}
    pipeline.start("store")
    pipeline.until(Event.BATCH_WAITING)
    probes = Probes("store", port)
    why = probes.red()["service"]
    assert f"127.0.0.1:{at}" in why
    assert postgres_server.PASSWORD not in why
    with postgres_server.start(tmp_path / "postgres", at):
        probes.until_green()
    probes.until_red("work")
    with postgres_server.start(tmp_path / "postgres", at):
        probes.until_green()


def test_a_batch_that_waits_for_the_database_is_pending_grows_old_and_is_tried_again(
    pipeline: Pipeline, port: int, tmp_path: Path
) -> None:
    probes = started(pipeline, port, "store")
    with locked(tmp_path / "dateline.db"), redis.Redis.from_url(pipeline.url) as client:
        client.xadd(ENRICHED, {BODY: encode(enriched_article(), source="test")})
        assert "locked" in probes.until_red("work")
        probes.until_metric("pending_entries", 1)
        assert probes.metric("oldest_entry_age_seconds") > 0
    probes.until_metric("entries_processed_total", 1)
    probes.until_metric("pending_entries", 0)
    assert probes.metric("oldest_entry_age_seconds") == 0
    assert probes.metric("entries_retried_total") >= 1
    probes.until_green()


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the lock that writers of an SQLite file need."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def enriched_article() -> EnrichedArticle:
    return EnrichedArticle(
        id="a",
        content_hash="A",
        revision=1,
        entry="1-0",
        published="2012-12-29",
        published_from="stated",
        language="en",
        text="A",
        engine=Engine(dateline="0.1.0", model="none"),
    )


async def test_a_service_answers_at_once_during_a_long_batch(pipeline: Pipeline, port: int) -> None:
    probes, longest = await in_the_middle_of_a_long_batch(pipeline, port), 0.0
    answers = 0
    while probes.metric("entries_processed_total") == 0:
        asked = time.monotonic()
        assert probes.get("/livez") == (200, {})
        assert probes.red() == {}
        longest = max(longest, time.monotonic() - asked)
        answers += 1
    assert answers > 5
    assert longest < 1


async def test_a_service_that_finishes_its_batch_before_it_stops_is_red_meanwhile(
    pipeline: Pipeline, port: int
) -> None:
    probes = await in_the_middle_of_a_long_batch(pipeline, port)
    pipeline.processes[-1].terminate()
    assert probes.until_red("service", 5) == "stopping"
    assert pipeline.processes[-1].wait(60) == 0


async def in_the_middle_of_a_long_batch(pipeline: Pipeline, port: int) -> Probes:
    """The probes of an enrich that works on an article of 126,000 characters."""
    start_silently(pipeline, "ingest")
    body = "Mayor Anna Keller opened the bridge in Oslo on December 29, 2012, after nine years.\n\n" * 1_500
    await pipeline.publish({"headline": "Bridge", "body": body, "published": "2012-12-29"})
    pipeline.until(Event.ARTICLE_INGESTED)
    probes = started(pipeline, port, "enrich")
    probes.until_metric("entries_received_total", 1)
    return probes


def call_them_stored(url: str) -> None:
    """What store does once an article is in the database."""
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter(f"{REMEMBERED}*"):
            for content in client.hkeys(key):
                if content != b"revisions":
                    client.hset(key, content, 0)


async def test_metrics_count_exactly_what_became_of_the_entries(pipeline: Pipeline, port: int) -> None:
    probes = started(pipeline, port, "ingest")
    await pipeline.publish(*[article(number) for number in range(50)])
    probes.until_metric("entries_processed_total", 50)
    call_them_stored(pipeline.url)
    await pipeline.publish(*[article(number) for number in range(20)])
    await pipeline.publish(*[{"headline": " "}] * 7)
    probes.until_metric("entries_dead_total", 7)
    names = ["received", "processed", "duplicate", "dead", "lost", "claimed", "retried"]
    counted = {name: probes.metric(f"entries_{name}_total") for name in names}
    assert counted == {
        "received": 77,
        "processed": 50,
        "duplicate": 20,
        "dead": 7,
        "lost": 0,
        "claimed": 0,
        "retried": 0,
    }
    assert probes.metric("batch_entries_sum") == 77
    assert probes.metric("batch_entries_count") == probes.metric("batch_duration_seconds_count") >= 1
    probes.until_metric("dead_letters", 7)
    with redis.Redis.from_url(pipeline.url) as client:
        assert [client.xlen(stream) for stream in (CLEAN, DEAD)] == [50, 7]


async def test_entries_of_a_dead_worker_are_counted_as_claimed_by_the_one_that_takes_over(
    pipeline: Pipeline, port: int
) -> None:
    with redis.Redis.from_url(pipeline.url) as client:
        client.xgroup_create(RAW, "ingest", id="0", mkstream=True)
        await pipeline.publish(article(1), article(2))
        client.xreadgroup("ingest", "dead worker", {RAW: ">"})
    pipeline.environment = {**pipeline.environment, "DATELINE_MIN_IDLE": "1"}
    probes = started(pipeline, port, "ingest")
    probes.until_metric("entries_claimed_total", 2)
    probes.until_metric("entries_processed_total", 2)
    assert probes.metric("entries_received_total") == 2


async def test_a_port_that_is_taken_is_one_log_line_and_the_service_works_on(pipeline: Pipeline, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        pipeline.start("ingest")
        await pipeline.publish(article(1))
        pipeline.until(Event.ARTICLE_INGESTED)
    told = [line for line in pipeline.log("ingest") if line["event"] == Event.HEALTH_UNAVAILABLE]
    assert [line["level"] for line in told] == ["warning"]
    assert pipeline.noise() == []
