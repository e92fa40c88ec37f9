"""`dateline publish` and what it leaves on the raw stream."""

import asyncio
import io
import json
import os
import signal
import sys
import time
import tracemalloc
from asyncio.subprocess import PIPE
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from types import SimpleNamespace

import pytest
import redis_server
from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, ConnectionError
from redis.retry import Retry

from services.console import redis_binary
from services.console.embedded import free_port
from services.console.publishing import Step, Unstated, publish_paths
from services.console.refusal import Refusal
from services.console.room import Wait
from services.console.shards import Shard
from services.wire.connection import connect_blocking
from services.wire.delivery.entry import Entry
from services.wire.messages import Envelope, RawArticle, decode

Dateline = Callable[..., "SimpleNamespace"]


@pytest.fixture
def blocking(redis: Redis, redis_url: str) -> Iterator[BlockingRedis]:
    with BlockingRedis.from_url(redis_url) as client:
        yield client


@pytest.fixture
def shards(blocking: BlockingRedis, redis_url: str) -> list[Shard]:
    return [Shard(blocking, redis_url, prefix="")]


async def raw(redis: Redis) -> list[tuple[Envelope, RawArticle]]:
    return [decode(fields[b"__data__"], RawArticle) for _, fields in await redis.xrange("articles.raw")]


async def test_files_go_in_as_cloudevents_whose_traces_begin_with_ingest(
    redis: Redis, dateline: Dateline, tmp_path: Path
):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/b.txt").write_text("Second")
    (tmp_path / "news/a.json").write_text('[{"title": "First"}, {"title": "Next", "url": "https://example.org/1"}]')
    done = dateline("publish", "news")
    assert (done.returncode, done.stdout, done.stderr) == (0, "published 3 articles to articles.raw\n", "")
    envelopes, articles = zip(*await raw(redis), strict=True)
    assert articles == (
        RawArticle(headline="First"),
        RawArticle(headline="Next", url="https://example.org/1"),
        RawArticle(body="Second"),
    )
    assert {(each.source, each.subject) for each in envelopes} == {("dateline/publish", None)}
    assert {each.traceparent for each in envelopes} == {None}


async def test_what_cannot_be_read_is_one_line_each_and_exit_code_1(redis: Redis, dateline: Dateline, tmp_path: Path):
    (tmp_path / "junk.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "lines.jsonl").write_text('{"body": "one"}\n{"body": \n{"body": "three"}\n')
    done = dateline("publish", "lines.jsonl", "junk.txt", "missing.txt")
    assert (done.returncode, done.stdout) == (1, "published 2 articles to articles.raw\n")
    line, junk, missing = done.stderr.splitlines()
    assert line.startswith("lines.jsonl: line 2: not JSON: ")
    assert junk == "junk.txt: a NUL at character 0: this is no text"
    assert missing == "missing.txt: no such file or directory"
    assert [article.body for _, article in await raw(redis)] == ["one", "three"]


async def test_a_date_that_is_none_is_one_line_and_exit_code_1_and_its_article_goes_in(
    redis: Redis, dateline: Dateline, tmp_path: Path
):
    dates = ["not a date", "01/02/2012", "29 December 2012", "Sat, 29 Dec 2012 10:00:00 +0000", " ", None]
    lines = [json.dumps({"headline": f"Bridge {number}", "published": each}) for number, each in enumerate(dates)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = dateline("publish", "a.jsonl")
    why = "can't be read as one date, so it is not used; write it as 2012-12-29"
    assert (done.returncode, done.stdout) == (1, "published 6 articles to articles.raw\n")
    assert done.stderr.splitlines() == [
        f"a.jsonl: 'Bridge 0': published: 'not a date' {why}",
        f"a.jsonl: 'Bridge 1': published: '01/02/2012' {why}",
    ]
    assert len(await raw(redis)) == 6


async def test_a_folder_without_files_is_one_line_and_exit_code_1(redis: Redis, dateline: Dateline, tmp_path: Path):
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    (tmp_path / "empty" / ".hidden.txt").write_text("An article.")
    done = dateline("publish", "empty")
    assert (done.returncode, done.stdout) == (1, "published 0 articles to articles.raw\n")
    assert done.stderr == "empty: no file in this folder (hidden ones are left out)\n"


async def test_what_ingest_would_find_too_large_is_refused_and_what_just_fits_goes_in(
    redis: Redis, dateline: Dateline, tmp_path: Path
):
    (tmp_path / "a.jsonl").write_text(f'{{"body": "{"x" * 9_000}"}}\n{{"body": "short"}}\n')
    dateline("publish", "a.jsonl")
    most = max(len(fields[b"__data__"]) for _, fields in await redis.xrange("articles.raw")) + len("__data__")
    assert dateline("publish", "a.jsonl", DATELINE_MAX_BYTES=str(most)).returncode == 0
    done = dateline("publish", "a.jsonl", DATELINE_MAX_BYTES=str(most - 1))
    assert (done.returncode, done.stdout) == (1, "published 1 article to articles.raw\n")
    assert done.stderr == f"a.jsonl: an article of {most - 8} bytes, more than DATELINE_MAX_BYTES ({most - 1})\n"


async def test_standard_input_is_read_for_a_dash(redis: Redis, dateline: Dateline):
    done = dateline("publish", "-", stdin='{"body": "ä"}\n[]\n'.encode())
    assert (done.returncode, done.stdout) == (1, "published 1 article to articles.raw\n")
    assert done.stderr.startswith("standard input: line 2: an empty array")
    assert [article.body for _, article in await raw(redis)] == ["ä"]


async def test_options_fill_in_only_what_an_article_does_not_state(redis: Redis, dateline: Dateline, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"body": "1", "source": "own"}\n{"body": "2", "date": "2001-02-03"}\n')
    assert dateline("publish", "--source", "given", "--published", "2012-12-29", "a.jsonl").returncode == 0
    stated = [(article.source, article.published) for _, article in await raw(redis)]
    assert stated == [("own", "2012-12-29"), ("given", "2001-02-03")]


async def test_a_date_in_another_form_of_iso_8601_is_written_in_full(redis: Redis, dateline: Dateline):
    assert dateline("publish", "--published", "20121229T0830+0300", "-", stdin=b"text").returncode == 0
    assert [article.published for _, article in await raw(redis)] == ["2012-12-29T08:30:00+03:00"]


@pytest.mark.parametrize("option", [("--published", "29 Dec"), ("--published", "2012-02-31"), ("--source", "a\nb")])
async def test_a_wrong_option_is_refused_before_anything_is_published(
    redis: Redis, dateline: Dateline, option: tuple[str, str]
):
    done = dateline("publish", *option, "-", stdin=b"text")
    assert done.returncode == 2
    assert option[0] in done.stderr
    assert "Traceback" not in done.stderr
    assert await redis.xlen("articles.raw") == 0


async def test_a_cloudevent_of_somebody_else_keeps_its_id_and_type(redis: Redis, dateline: Dateline):
    event = {"specversion": "1.0", "id": "7", "source": "x", "type": "y", "data": "text"}
    assert dateline("publish", "-", stdin=json.dumps(event).encode()).returncode == 0
    ((_, fields),) = await redis.xrange("articles.raw")
    assert json.loads(fields[b"__data__"]) == event


async def test_a_body_of_five_megabytes_goes_in_whole(redis: Redis, dateline: Dateline, tmp_path: Path):
    (tmp_path / "long.txt").write_text("Ärger. " * 750_000)
    assert dateline("publish", "long.txt").returncode == 0
    ((_, article),) = await raw(redis)
    assert article.body == "Ärger. " * 750_000


def test_ten_thousand_files_go_in(blocking: BlockingRedis, shards: list[Shard], tmp_path: Path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text(f"Article {number}")
    report = publish_paths([tmp_path], shards)
    assert (report.published, report.problems) == (10_000, 0)
    assert blocking.xlen("articles.raw") == 10_000


def test_what_went_in_is_told_with_the_ids_that_redis_gave(
    blocking: BlockingRedis, shards: list[Shard], tmp_path: Path
):
    (tmp_path / "a.jsonl").write_text('{"body": "one"}\n{"body": "two"}\n')
    sent: list[Entry] = []
    publish_paths([tmp_path], shards, on_sent=sent.append)
    assert sent == [Entry.of(id_, fields) for id_, fields in blocking.xrange("articles.raw")]
    assert len(sent) == 2


def test_a_long_stream_of_lines_is_never_in_memory(
    shards: list[Shard], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    line = json.dumps({"body": "x" * 10_000}).encode() + b"\n"
    (tmp_path / "many.jsonl").write_bytes(line * 6_000)
    with (tmp_path / "many.jsonl").open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        tracemalloc.start()
        report = publish_paths([Path("-")], shards)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert report.published == 6_000
    assert most < 20_000_000


def test_the_same_file_given_twice_goes_in_twice(shards: list[Shard], tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    assert publish_paths([tmp_path / "a.txt"] * 2, shards).published == 2


def test_progress_ends_at_all_bytes_and_all_articles(shards: list[Shard], tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"body": "one"}\n{"body": "two"}\n')
    (tmp_path / "b.txt").write_text("three")
    steps: list[Step] = []
    publish_paths([tmp_path], shards, Unstated(), on_step=steps.append)
    assert steps == [Step(16, 37, 1), Step(32, 37, 2), Step(37, 37, 3)]


def test_a_full_redis_is_waited_for_and_every_article_goes_in_once_and_in_order(
    blocking: BlockingRedis, shards: list[Shard], tmp_path: Path
):
    lines = [json.dumps({"body": f"{number} {'x' * 20_000}"}) for number in range(2_000)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    before: list[int] = []
    waits: list[Wait] = []

    def make_room(wait: Wait) -> None:
        before.append(blocking.xlen("articles.raw"))
        waits.append(wait)
        blocking.config_set("maxmemory", 0)

    blocking.config_set("maxmemory", int(blocking.info("memory")["used_memory"]) + 12_000_000)
    try:
        report = publish_paths([tmp_path / "a.jsonl"], shards, on_wait=make_room)
    finally:
        blocking.config_set("maxmemory", 0)
    assert report.published == 2_000
    assert 0 < before[0] < 2_000
    (wait,) = waits
    assert wait.line.startswith("waiting: Redis at redis://")
    assert "is full" in wait.line
    bodies = [decode(fields[b"__data__"], RawArticle)[1].body for _, fields in blocking.xrange("articles.raw")]
    assert [int(body.partition(" ")[0]) for body in bodies] == list(range(2_000))


@contextmanager
def loading_redis(folder: Path) -> Iterator[Shard]:
    """A server that has just begun with two seconds of loading its data."""
    folder.mkdir()
    command = [redis_binary.redis_server(), "--port", str(port := free_port(0)), "--dir", str(folder)]
    slow = ("--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024")
    url = f"redis://127.0.0.1:{port}"
    with connect_blocking(url, prefix="") as client:
        for options in ((), slow):
            with Popen([*command, *options], stdout=DEVNULL) as server:
                while (state := said(client)) is None:
                    time.sleep(0.01)
                if options:
                    assert state == "loading"
                    yield Shard(client, url, prefix="")
                else:
                    client.mset({f"key {number}": "" for number in range(2_000)})
                    client.save()
                server.kill()


def said(client: BlockingRedis) -> str | None:
    """What a server says when it is asked: nothing yet, that it is loading, or PONG."""
    try:
        client.ping()
    except BusyLoadingError:
        return "loading"
    except ConnectionError:
        return None
    return "PONG"


def test_a_redis_that_is_loading_its_data_is_waited_for(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"body": "one"}\n{"body": "two"}\n')
    waits: list[Wait] = []
    with loading_redis(tmp_path / "redis") as shard:
        report = publish_paths([tmp_path / "a.jsonl"], [shard], on_wait=waits.append)
        assert report.published == shard.redis.xlen("articles.raw") == 2
    assert waits
    assert all("is loading its data: wait until it has done so" in wait.line for wait in waits)


@pytest.fixture
def low_water(monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks low enough for a few articles to reach them."""
    monkeypatch.setenv("DATELINE_HIGH_WATER", "20")
    monkeypatch.setenv("DATELINE_LOW_WATER", "5")


def read_and_finish(redis: BlockingRedis, number: int) -> None:
    ((_, entries),) = redis.xreadgroup("ingest", "one", {"articles.raw": ">"}, count=number)
    redis.xack("articles.raw", "ingest", *(id_ for id_, _ in entries))


@pytest.mark.usefixtures("low_water")
def test_it_waits_while_ingest_is_far_behind_and_goes_on_at_the_low_mark(
    blocking: BlockingRedis, shards: list[Shard], tmp_path: Path
):
    for number in range(30):
        blocking.xadd("articles.raw", {"n": number})
    blocking.xgroup_create("articles.raw", "ingest", id="0")
    read_and_finish(blocking, 6)
    (tmp_path / "a.txt").write_text("text")
    waits: list[Wait] = []

    def work(wait: Wait) -> None:
        waits.append(wait)
        read_and_finish(blocking, 10)

    assert publish_paths([tmp_path / "a.txt"], shards, on_wait=work).published == 1
    assert [wait.now for wait in waits] == ["waiting for ingest: 24 to do", "waiting for ingest: 14 to do"]
    assert {wait.line for wait in waits} == {"waiting: ingest has 20 articles or more to do; going on at 5"}


@pytest.mark.usefixtures("low_water")
def test_where_nothing_reads_it_says_so_and_an_interruption_tells_how_far_it_got(
    blocking: BlockingRedis, shards: list[Shard], tmp_path: Path
):
    (tmp_path / "a.txt").write_text("text")

    def interrupt(wait: Wait) -> None:
        assert wait.line == (
            "waiting: 20 articles or more are on articles.raw, and nothing reads it yet: see whether ingest runs"
        )
        raise KeyboardInterrupt

    with pytest.raises(Refusal) as refusal:
        publish_paths([tmp_path / "a.txt"] * 1_000, shards, on_wait=interrupt)
    there = blocking.xlen("articles.raw")
    assert 20 <= there <= 20 + 200
    assert refusal.value.code == 130
    assert str(refusal.value) == (
        f"published {there:,} articles to articles.raw, then interrupted: "
        "publish the same again, each article counts once"
    )


@pytest.mark.usefixtures("low_water")
def test_lines_about_one_pipeline_of_several_say_which(blocking: BlockingRedis, redis_url: str, tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    shards = [Shard(blocking, redis_url, prefix) for prefix in ("desk.", "wire.", "mail.")]
    lines: list[str] = []

    def look(wait: Wait) -> None:
        lines.extend((wait.line, wait.now))
        raise KeyboardInterrupt

    for chosen, told in ((shards[:1], "desk.articles.raw"), (shards[1:], "articles.raw of 2 pipelines")):
        with pytest.raises(Refusal, match=rf"^published [0-9]+ articles to {told}, then interrupted"):
            publish_paths([tmp_path / "a.txt"] * 1_000, chosen, on_wait=look)
    assert lines[:2] == [
        "waiting: 20 articles or more are on desk.articles.raw, and nothing reads it yet: see whether desk.ingest runs",
        "waiting for desk.ingest: 200 to do",
    ]


async def test_people_see_one_line_about_a_wait_and_ctrl_c_ends_it(redis: Redis, redis_url: str):
    for number in range(20):
        await redis.xadd("articles.raw", {"n": number})
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.console", "publish", "-"),
        env={**os.environ, "DATELINE_REDIS_URL": redis_url, "DATELINE_HIGH_WATER": "20"},
        **{"stdin": PIPE, "stdout": PIPE, "stderr": PIPE},
    )
    async with asyncio.timeout(30):
        process.stdin.write(b"text")
        process.stdin.close()
        line = await process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = await process.stderr.read()
        assert await process.wait() == 130
    assert (
        line == b"waiting: 20 articles or more are on articles.raw, and nothing reads it yet: see whether ingest runs\n"
    )
    assert rest == b""
    assert await redis.xlen("articles.raw") == 20


def test_a_redis_that_dies_midway_ends_it_and_says_what_is_certain(tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    with redis_server.start(tmp_path / "redis") as server, BlockingRedis.from_url(server.url) as client:
        client.set_retry(Retry(NoBackoff(), 0))

        def kill_at_500(step: Step) -> None:
            if step.articles == 500:
                server.kill()

        with pytest.raises(Refusal) as refusal:
            publish_paths([tmp_path / "a.txt"] * 1_000, [Shard(client, server.url, prefix="")], on_step=kill_at_500)
    assert str(refusal.value).startswith(
        f"published 400 articles to articles.raw, perhaps up to 200 more, then stopped: Redis at {server.url} can't be"
    )


async def test_a_raw_stream_that_is_none_is_one_line(redis: Redis, dateline: Dateline):
    await redis.set("articles.raw", "x")
    done = dateline("publish", "-", stdin=b"text")
    assert done.returncode == 2
    assert "published 0 articles" in done.stderr
    assert "WRONGTYPE" in done.stderr
    assert len(done.stderr.splitlines()) == 1
