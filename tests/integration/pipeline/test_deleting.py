"""An article that is deleted is gone, wherever it was, whatever a worker has in hand; and no other article is.

The workers are processes of their own. The one that is in the middle of its work on the article is frozen, as a machine
that swaps or is suspended would be, and thawed when the deletion is done.
"""

import asyncio
import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import holding
import pytest
from redis.asyncio import Redis
from services_running import NAMES, Pipeline, running

from services.console.status import status_of
from services.ingest.identity import article_id
from services.store.postgres.connection import Connection
from services.wire.events import Event
from services.wire.streams import INPUT, STORED

WORD = "zugzwangberg"
URL = "https://example.org/zugzwang"
ID = article_id(url=URL, source=None, own_id=None, headline=None, body="")
ARTICLE = {
    "url": URL,
    "source": "Zugzwangberg Gazette",
    "headline": "Ilse Zugzwangberg resigns",
    "body": "Ilse Zugzwangberg of Zugzwangberg said on Friday that she would go.",
    "published": "2012-12-29",
}
OTHERS = [{"headline": f"Bridge {n}", "body": f"Bridge {n} opened on Friday."} for n in range(8)]


def dateline(pipeline: Pipeline, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command line beside the services, which may be frozen."""
    own = {"DATELINE_REDIS_URL": pipeline.url, "DATELINE_DATA_DIR": str(pipeline.folder), **pipeline.environment}
    return subprocess.run(
        [sys.executable, "-m", "services.console", *arguments],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


async def traces_in_redis(redis: Redis) -> list[bytes]:
    """The keys that hold the word or the article's id, or are named after it. Announcements have the id alone."""
    found = []
    async for key in redis.scan_iter():
        kind = await redis.type(key)
        reading = {b"stream": redis.xrange, b"hash": redis.hgetall, b"string": redis.get}
        value = await (reading[kind](key) if kind in reading else redis.zrange(key, 0, -1))
        told = (repr(key) + repr(value)).lower()
        if WORD in told or (ID in told and key.decode() != STORED):
            found.append(key)
    return found


def traces_in_sqlite(folder: Path) -> list[str]:
    """The statements that would make the rows which hold the word."""
    with closing(sqlite3.connect(folder / "dateline.db")) as connection:
        return [line for line in connection.iterdump() if WORD in line.lower()]


def traces_in_postgres(url: str) -> list[str]:
    with closing(Connection(url)) as connection:
        tables = connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        rows = [row for (name,) in tables for (row,) in connection.fetch(f'SELECT t::text FROM "{name}" AS t')]
    assert rows
    return [row for row in rows if WORD in row.lower()]


def start_with_pause(pipeline: Pipeline, service: str, when: str) -> "subprocess.Popen[bytes]":
    """Start all services, this one so that it pauses in its work on the article; its process, when all of them read."""
    pipeline.start(*(name for name in NAMES if name != service))
    paused = pipeline.start_program(holding.__file__, service, when, str(pipeline.folder), URL)
    pipeline.until(Event.SERVICE_STARTED, len(NAMES), seconds=60)
    return paused


def until_there(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"no {path}"
        time.sleep(0.02)


async def totals(redis: Redis) -> dict[str, int]:
    """What became of the entries published, each of which is counted once."""
    found = asdict((await status_of(redis)).totals)
    assert found["published"] == sum(found.values()) - found["published"]
    return {name: number for name, number in found.items() if number}


@pytest.fixture
def postgres_database(postgres_url: str) -> str:
    """The URL of an empty schema."""
    name = f"test_{secrets.token_hex(8)}"
    with closing(Connection(postgres_url)) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{postgres_url}?options=-csearch_path%3D{name}"


@pytest.mark.parametrize(
    ("service", "when"), [("ingest", "before"), ("enrich", "before"), ("store", "before"), ("store", "after")]
)
async def test_nothing_is_left_of_an_article_that_a_frozen_worker_has_in_hand(
    redis: Redis, redis_url, tmp_path, service, when
):
    with running(redis_url, tmp_path, None) as pipeline:
        frozen = start_with_pause(pipeline, service, when)
        await pipeline.publish(*OTHERS[:4], ARTICLE, *OTHERS[4:])
        until_there(tmp_path / "begun")
        frozen.send_signal(signal.SIGSTOP)
        deleted = dateline(pipeline, "delete", ID)
        frozen.send_signal(signal.SIGCONT)
        (tmp_path / "go").touch()
        await pipeline.drained()
        assert (deleted.stderr, deleted.returncode) == ("", 0)
        assert "1 waiting entry" in deleted.stdout
        assert await totals(redis) == {"published": 9, "stored": 8, "deleted": 1}
        assert len(pipeline.records()) == 8
        pipeline.stop()
    assert await traces_in_redis(redis) == []
    assert traces_in_sqlite(tmp_path) == []


async def test_nothing_is_left_of_it_in_postgres_either(redis: Redis, redis_url, postgres_database, tmp_path):
    with running(redis_url, tmp_path, None, DATELINE_DATABASE_URL=postgres_database) as pipeline:
        frozen = start_with_pause(pipeline, "store", "before")
        await pipeline.publish(*OTHERS, ARTICLE)
        until_there(tmp_path / "begun")
        frozen.send_signal(signal.SIGSTOP)
        deleted = dateline(pipeline, "delete", ID)
        frozen.send_signal(signal.SIGCONT)
        (tmp_path / "go").touch()
        await pipeline.drained()
        assert (deleted.stderr, deleted.returncode) == ("", 0)
        assert await totals(redis) == {"published": 9, "stored": 8, "deleted": 1}
        assert traces_in_postgres(postgres_database) == []
    assert await traces_in_redis(redis) == []


async def test_what_is_published_again_after_its_deletion_is_stored_and_what_was_not_deleted_is_a_duplicate(
    redis: Redis, redis_url, tmp_path
):
    with running(redis_url, tmp_path) as pipeline:
        await pipeline.publish(OTHERS[0], ARTICLE)
        await pipeline.drained()
        assert "1 revision, 0 waiting entries, 0 dead letters, 1 identity" in dateline(pipeline, "delete", ID).stdout
        assert await traces_in_redis(redis) == []
        assert traces_in_sqlite(tmp_path) == []
        await pipeline.publish(OTHERS[0], ARTICLE)
        await pipeline.drained()
        assert await totals(redis) == {"published": 4, "stored": 3, "duplicates": 1}
        assert {record["id"] for record in pipeline.records().values()} >= {ID}


async def test_it_is_taken_out_of_every_stream_in_which_it_waits(redis: Redis, redis_url, tmp_path):
    with running(redis_url, tmp_path, "store") as pipeline:  # which makes the database
        pipeline.until(Event.SERVICE_STARTED)
        pipeline.stop()
    for service in (None, "ingest", "enrich"):
        with running(redis_url, tmp_path, service) as pipeline:
            if service:
                await until_empty(redis, INPUT[service])
                pipeline.stop()
            else:
                await pipeline.publish(OTHERS[0], ARTICLE)
            deleted = dateline(pipeline, "delete", ID)
            assert (deleted.returncode, "1 waiting entry" in deleted.stdout) == (0, True)
            assert await traces_in_redis(redis) == []
            await pipeline.publish(ARTICLE)
    with running(redis_url, tmp_path) as pipeline:
        await pipeline.drained()
    assert await totals(redis) == {"published": 5, "stored": 2, "deleted": 3}


@pytest.mark.parametrize("kept", ["1000", "0"], ids=["in Redis", "in the database"])
async def test_its_dead_letters_go_and_none_can_be_replayed(redis: Redis, redis_url, tmp_path, kept):
    with running(redis_url, tmp_path, DATELINE_MAX_BYTES="100", DATELINE_DEAD_KEPT=kept) as pipeline:
        await pipeline.publish({"headline": "Bridge"}, ARTICLE)
        pipeline.until(Event.ENTRY_DEAD)
        if kept == "0":
            pipeline.until(Event.DEAD_MOVED)
        await pipeline.drained()
        (letter,) = dateline(pipeline, "dead", "list").stdout.splitlines()
        assert "1 dead letter," in dateline(pipeline, "delete", ID).stdout
        assert dateline(pipeline, "dead", "list").stdout == ""
        assert dateline(pipeline, "dead", "replay", letter.split("\t")[0]).returncode == 1
        assert await totals(redis) == {"published": 2, "stored": 1, "dead": 1}
    assert await traces_in_redis(redis) == []
    assert traces_in_sqlite(tmp_path) == []


async def until_empty(redis: Redis, stream: str) -> None:
    async with asyncio.timeout(60):
        while await redis.xlen(stream):
            await asyncio.sleep(0.05)


async def test_articles_go_by_age_while_others_are_stored_and_may_come_again(redis: Redis, redis_url, tmp_path):
    retention = str(1 / 86_400)
    with running(redis_url, tmp_path, *NAMES, "store", DATELINE_RETENTION=retention) as pipeline:
        for _ in range(2):
            await pipeline.publish(*OTHERS, ARTICLE)
            await pipeline.drained()
            await until_forgotten(pipeline, redis)
        assert traces_in_sqlite(tmp_path) == []
        assert await totals(redis) == {"published": 18, "stored": 18}
        pipeline.until(Event.ARTICLES_EXPIRED, 2)


async def until_forgotten(pipeline: Pipeline, redis: Redis) -> None:
    """Until the database has no article, and Redis, which is told a moment later, no identity."""
    async with asyncio.timeout(60):
        while pipeline.records() or [key async for key in redis.scan_iter("articles.seen:*")]:
            await asyncio.sleep(0.1)
