"""`dateline publish` and what it leaves on the raw stream."""

import io
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis_server
from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from services.console.publishing import Step, Unstated, publish_paths
from services.console.readers.found import Problem
from services.console.refusal import Refusal
from services.wire.messages import Envelope, RawArticle, decode

Dateline = Callable[..., "SimpleNamespace"]


@pytest.fixture
def blocking(redis: Redis, redis_url: str) -> Iterator[BlockingRedis]:
    with BlockingRedis.from_url(redis_url) as client:
        yield client


async def raw(redis: Redis) -> list[tuple[Envelope, RawArticle]]:
    return [decode(fields[b"__data__"], RawArticle) for _, fields in await redis.xrange("articles.raw")]


async def test_files_go_in_as_cloudevents_each_with_a_trace_of_its_own(
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
    assert len({each.trace_id for each in envelopes} - {None}) == 3


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


async def test_standard_input_is_read_for_a_dash(redis: Redis, dateline: Dateline):
    done = dateline("publish", "-", stdin='{"body": "ä"}\n[]\n'.encode())
    assert (done.returncode, done.stdout) == (1, "published 1 article to articles.raw\n")
    assert done.stderr.startswith("standard input: line 2: a JSON array")
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


def test_ten_thousand_files_go_in(blocking: BlockingRedis, tmp_path: Path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_text(f"Article {number}")
    report = publish_paths([tmp_path], blocking)
    assert (report.published, report.problems) == (10_000, 0)
    assert blocking.xlen("articles.raw") == 10_000


def test_a_long_stream_of_lines_is_never_in_memory(
    blocking: BlockingRedis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    line = json.dumps({"body": "x" * 10_000}).encode() + b"\n"
    (tmp_path / "many.jsonl").write_bytes(line * 6_000)
    with (tmp_path / "many.jsonl").open("rb") as file:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        tracemalloc.start()
        report = publish_paths([Path("-")], blocking)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert report.published == 6_000
    assert most < 20_000_000


def test_the_same_file_given_twice_goes_in_twice(blocking: BlockingRedis, tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    assert publish_paths([tmp_path / "a.txt"] * 2, blocking).published == 2


def test_progress_ends_at_all_bytes_and_all_articles(blocking: BlockingRedis, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"body": "one"}\n{"body": "two"}\n')
    (tmp_path / "b.txt").write_text("three")
    steps: list[Step] = []
    publish_paths([tmp_path], blocking, Unstated(), on_step=steps.append)
    assert steps == [Step(16, 37, 1), Step(32, 37, 2), Step(37, 37, 3)]


def test_a_full_redis_ends_it_and_says_how_many_went_in(blocking: BlockingRedis, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": "x" * 20_000}) + "\n")
    problems: list[Problem] = []
    used = int(blocking.info("memory")["used_memory"])
    blocking.config_set("maxmemory", used + 12_000_000)
    try:
        with pytest.raises(
            Refusal, match=r"published \d+ articles to articles.raw, then stopped: .* is full"
        ) as refusal:
            publish_paths([tmp_path / "a.jsonl"] * 2_000, blocking, on_problem=problems.append)
    finally:
        blocking.config_set("maxmemory", 0)
    assert f"published {blocking.xlen('articles.raw')} articles" in str(refusal.value)
    assert not problems
    assert "published 0" not in str(refusal.value)


def test_a_redis_that_dies_midway_ends_it_and_says_what_is_certain(tmp_path: Path):
    (tmp_path / "a.txt").write_text("text")
    with redis_server.start(tmp_path / "redis") as server, BlockingRedis.from_url(server.url) as client:
        client.set_retry(Retry(NoBackoff(), 0))

        def kill_at_500(step: Step) -> None:
            if step.articles == 500:
                server.kill()

        with pytest.raises(Refusal) as refusal:
            publish_paths([tmp_path / "a.txt"] * 1_000, client, on_step=kill_at_500)
    assert str(refusal.value).startswith(
        "published 400 articles to articles.raw, perhaps up to 200 more, then stopped: "
    )


async def test_a_raw_stream_that_is_none_is_one_line(redis: Redis, dateline: Dateline):
    await redis.set("articles.raw", "x")
    done = dateline("publish", "-", stdin=b"text")
    assert done.returncode == 2
    assert "published 0 articles" in done.stderr
    assert "WRONGTYPE" in done.stderr
    assert len(done.stderr.splitlines()) == 1
