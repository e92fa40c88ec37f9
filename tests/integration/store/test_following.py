"""`export --follow` and `--since` on real databases: at once where Redis tells, and nothing missed whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from queue import Queue
from threading import Event, Thread

import postgres_server
import pytest
import redis_server
from redis import Redis
from stored_articles import article

from services.console import following
from services.store.postgres import PostgresStore
from services.wire.streams import STORED

NO_REDIS = "redis://127.0.0.1:1/0"
"""Nobody is there."""


class Follower:
    """A running `export --follow`, its lines read as they come."""

    def __init__(self, database: str, *arguments: str, redis: str = NO_REDIS) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "services.console", "export", "--follow", *arguments],
            env={**os.environ, "DATELINE_DATABASE_URL": database, "DATELINE_REDIS_URL": redis},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: Queue[bytes] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)

    def next(self) -> dict:
        return json.loads(self._lines.get(timeout=60))

    def rest(self) -> list[dict]:
        """After its end: what is left of whole lines."""
        self._reader.join(60)
        lines = [self._lines.get() for _ in range(self._lines.qsize())]
        return [json.loads(line) for line in lines if line.endswith(b"\n")]

    def end(self, number: int) -> tuple[int, bytes]:
        """Exit code, and what it said, after a signal."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        return code, self.process.stderr.read()


@pytest.fixture
def following_of(backend) -> Iterator[Callable[..., Follower]]:
    started: list[Follower] = []

    def start(*arguments: str, redis: str = NO_REDIS) -> Follower:
        started.append(Follower(backend.url, *arguments, redis=redis))
        return started[-1]

    yield start
    for follower in started:
        follower.process.kill()
        follower.process.wait()


def test_a_follower_prints_what_is_there_and_then_what_is_stored_replaced_and_deleted(backend, store, following_of):
    store.save([article("a"), article("b")])
    follower = following_of()
    assert [follower.next()["id"] for _ in range(2)] == ["a", "b"]
    store.save([article("c")])
    assert follower.next()["id"] == "c"
    backend.execute("UPDATE articles SET engine_dateline = '9' WHERE id = 'a' RETURNING key")
    assert follower.next()["engine"]["dateline"] == "9"
    backend.execute("DELETE FROM articles WHERE id = 'b' RETURNING key")
    gone = follower.next()
    assert (gone["id"], gone["deleted"]) == ("b", True)


def test_followers_that_are_killed_while_stores_write_miss_nothing_from_their_cursor_on(backend, store, following_of):
    numbers, enough = count(), Event()

    def write(writer: int) -> None:
        with closing(backend.store()) as own:
            while not enough.wait(0.02):
                own.save([article(f"{writer}-{next(numbers)}") for _ in range(1 + writer)])

    seen: list[str] = []
    cursor = 0
    with ThreadPoolExecutor(3) as threads:
        writing = [threads.submit(write, writer) for writer in range(3)]
        try:
            for _ in range(3):
                follower = following_of("--since", str(cursor))
                found = [follower.next() for _ in range(10)]
                follower.end(signal.SIGKILL)
                found += follower.rest()
                seen += [each["id"] for each in found]
                cursor = found[-1]["cursor"]
        finally:
            enough.set()
        for each in writing:
            each.result()
    last = following_of("--since", str(cursor))
    while cursor < store.last_change():
        found = last.next()
        seen.append(found["id"])
        cursor = found["cursor"]
    assert sorted(seen) == sorted(found.id for found in store.articles())


def test_ctrl_c_ends_a_follower_without_words(store, following_of):
    store.save([article("a")])
    follower = following_of()
    follower.next()
    assert follower.end(signal.SIGINT) == (130, b"")


def test_a_follower_ends_when_nobody_reads_any_more_though_nothing_is_stored(backend, store):
    store.save([article("a")])
    command = f"{sys.executable} -m services.console export --follow | head -n 1"
    environment = {**os.environ, "DATELINE_DATABASE_URL": backend.url, "DATELINE_REDIS_URL": NO_REDIS}
    run = subprocess.run(command, shell=True, env=environment, capture_output=True, timeout=60, check=True)
    assert (run.stdout.count(b"\n"), run.stderr) == (1, b"")


@pytest.mark.parametrize("new_backend", ["sqlite"], indirect=True)
def test_a_follower_finds_redis_when_it_comes_back_and_needs_it_for_nothing(store, following_of, tmp_path):
    with redis_server.start(tmp_path) as server:
        follower = following_of(redis=server.url)
        store.save([article("a")])
        assert follower.next()["id"] == "a"
        server.kill()
        store.save([article("b")])
        assert follower.next()["id"] == "b"
        with redis_server.start(tmp_path, server.port), Redis.from_url(server.url) as client:
            while not any(each["cmd"] == "xread" for each in client.client_list()):
                time.sleep(0.05)  # nothing else tells that it listens again
            store.save([article("c")])
            client.xadd(STORED, {"id": "c"})
            assert follower.next()["id"] == "c"
    assert follower.end(signal.SIGINT) == (130, b"")


def test_a_follower_waits_for_a_database_that_is_away(tmp_path):
    with postgres_server.start(tmp_path, 0, "-c", "fsync=off") as server:
        with closing(PostgresStore(server.url)) as store:
            store.migrate()
            store.save([article("a")])
        follower = Follower(server.url)
        assert follower.next()["id"] == "a"
    said = follower.process.stderr.readline()
    assert b"can't be used at present" in said
    assert said.endswith(b"waiting for it\n")
    with postgres_server.start(tmp_path, server.port, "-c", "fsync=off") as server:
        with closing(PostgresStore(server.url)) as store:
            store.save([article("b")])
        assert follower.next()["id"] == "b"
        assert follower.end(signal.SIGINT) == (130, b"")


NOBODY_READS = {
    # Whether somebody reads, and how many pages are left in the log: all can be copied if nobody reads an old state.
    "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)", [(0, 0, 0)]),
    "postgresql": (
        "SELECT pid FROM pg_stat_activity WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'",
        [],
    ),
}


@pytest.mark.parametrize("arguments", [["--follow"], ["--since", "0"]], ids=" ".join)
def test_the_database_holds_no_old_state_for_a_reader_that_takes_its_time(backend, store, arguments):
    store.save([article(f"a{n}", "x" * 2_000, entry=f"{n}-0") for n in range(250)])
    environment = {**os.environ, "DATELINE_DATABASE_URL": backend.url, "DATELINE_REDIS_URL": NO_REDIS}
    command = [sys.executable, "-m", "services.console", "export", *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as exporting:
        first = exporting.stdout.readline()  # the pipe is filled then, and holds 64 KiB of some 600
        store.save([article("later", entry="999-0")])
        query, none = NOBODY_READS[backend.url.partition(":")[0]]
        deadline = time.monotonic() + 20
        while (reading := backend.execute(query)) != none and time.monotonic() < deadline:
            time.sleep(0.05)  # it may be about to fill the pipe
        assert reading == none
        assert exporting.poll() is None
        lines = [first, *(exporting.stdout.readline() for _ in range(249))]
        exporting.kill()
    assert [json.loads(line)["id"] for line in lines] == [f"a{n}" for n in range(250)]


def test_an_announcement_wakes_at_once(redis_url, monkeypatch):
    monkeypatch.setenv("DATELINE_REDIS_URL", redis_url)
    monkeypatch.setattr(following, "_LOOK", 600)
    reading, writing = os.pipe()
    announcements = following.Announcements(writing)
    with Redis.from_url(redis_url) as client, ThreadPoolExecutor(1) as threads:
        client.flushall()
        announcements.wait()  # it may have missed some before it listened
        for _ in range(2):
            waiting = threads.submit(announcements.wait)
            client.xadd(STORED, {"id": "a"})
            waiting.result(30)
    os.close(reading)
    os.close(writing)
