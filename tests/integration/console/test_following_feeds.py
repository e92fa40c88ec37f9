"""`dateline publish --feed` against a real server and a real Redis."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

import pytest
import redis_server
from feed_server import FeedServer, answer, feed_server, rss
from redis import Redis as BlockingRedis

from services.console.embedded import free_port
from services.console.feeds.follow import AT_ONCE, Following
from services.console.feeds.http import Limits
from services.console.feeds.look import Look
from services.console.feeds.state import FILE, open_state
from services.console.readers.found import Found, Problem
from services.wire.messages import RawArticle
from services.wire.streams import RAW

pytestmark = pytest.mark.usefixtures("redis")


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as running:
        yield running


@pytest.fixture
def blocking(redis, redis_url) -> Iterator[BlockingRedis]:
    with BlockingRedis.from_url(redis_url, socket_timeout=60) as client:
        yield client


def published(client: BlockingRedis) -> list[str]:
    return [json.loads(fields[b"__data__"])["data"]["id"] for _, fields in client.xrange(RAW)]


def follow(url: str, directory: Path, redis_url: str, *options: str) -> "subprocess.Popen[str]":
    options = options or ("--every", "30s")
    command = [sys.executable, "-m", "services.console", "publish", "--allow-private", *options, "--feed", url]
    env = {**os.environ, "DATELINE_REDIS_URL": redis_url, "DATELINE_DATA_DIR": str(directory), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_the_items_of_a_feed_are_published(dateline, server, blocking):
    done = dateline("publish", "--allow-private", "--feed", server.page("/news", answer(200, rss(1, 2))))
    assert done.returncode == 0
    assert done.stdout.endswith("/news: published 2 articles\n")
    assert published(blocking) == ["item-1", "item-2"]


def test_only_what_is_new_is_published_the_next_time(dateline, server, blocking):
    url = server.page("/news", answer(200, rss(1, 2)))
    dateline("publish", "--allow-private", "--feed", url)
    server.page("/news", answer(200, rss(3, 2, 1)))
    done = dateline("publish", "--allow-private", "--feed", url)
    assert done.stdout.endswith("published 1 article; 2 had been published before\n")
    assert published(blocking) == ["item-1", "item-2", "item-3"]


def test_a_feed_that_has_not_changed_is_not_sent_again(dateline, server, blocking):
    url = server.page("/news", answer(200, rss(1), ETag='"v1"'))
    dateline("publish", "--allow-private", "--feed", url)
    server.page("/news", answer(304))
    done = dateline("publish", "--allow-private", "--feed", url)
    assert (done.returncode, done.stderr.strip().endswith("/news: nothing new")) == (0, True)
    assert server.asked[1][1]["if-none-match"] == '"v1"'


def test_a_feed_of_ten_thousand_items_is_published(dateline, server, blocking):
    url = server.page("/news", answer(200, rss(*range(10_000))))
    assert dateline("publish", "--allow-private", "--feed", url).returncode == 0
    assert blocking.xlen(RAW) == 10_000


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (rss(), "a feed without items"),
        (b"<html><body>Hello</body></html>", "neither RSS, Atom nor JSON Feed"),
        (b"", "empty"),
    ],
)
def test_what_is_no_feed_is_one_line_and_exit_code_1(dateline, server, content, why):
    done = dateline("publish", "--allow-private", "--feed", server.page("/news", answer(200, content)))
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.endswith(f"/news: {why}")


def test_an_address_inside_this_network_is_refused_unless_allowed(dateline, server, blocking):
    done = dateline("publish", "--feed", server.page("/news", answer(200, rss(1))))
    assert (done.returncode, blocking.xlen(RAW), server.asked) == (1, 0, [])
    assert "127.0.0.1, an address inside this network: --allow-private if that is meant" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--every", "5m"],
        ["--every", "5s", "--feed", "http://a.example/"],
        ["x.txt", "--feed", "http://a/"],
        ["x.txt", "--allow-private"],
    ],
)
def test_options_that_do_not_go_together_are_refused(dateline, arguments):
    done = dateline("publish", *arguments)
    assert done.returncode == 2
    assert "Invalid value for" in done.stderr


def test_a_look_that_could_not_be_published_is_made_again(server, tmp_path):
    url = server.page("/news", answer(200, rss(1), ETag='"v1"'))

    def killed(name: str, found: Look) -> None:
        raise KeyboardInterrupt

    with open_state(tmp_path) as state, pytest.raises(KeyboardInterrupt):
        Following(state, killed, print, private=True).once([url])
    again = list[Look]()
    with open_state(tmp_path) as state:
        Following(state, lambda _, found: again.append(found), print, private=True).once([url])
    assert len(again[0].fresh) == 1
    assert "if-none-match" not in server.asked[1][1]


def test_an_item_with_an_embargo_is_told_once_and_published_at_its_end_although_the_feed_has_not_changed(
    server, tmp_path
):
    end = datetime.now(UTC) + timedelta(seconds=2)
    item = {"pubstatus": "usable", "headline": "A vote", "body_text": "It is over.", "embargoed": end.isoformat()}
    content = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [item]}
    url = server.page("/news", answer(200, json.dumps(content).encode(), ETag='"v1"'))
    fresh = list[Found]()
    with open_state(tmp_path) as state:
        following = Following(state, lambda _, found: fresh.extend(found.fresh), print, private=True)
        while len(fresh) < 2 and datetime.now(UTC) < end + timedelta(seconds=30):
            following.once([url])
        following.once([url])
    held, article = fresh
    assert isinstance(held, Problem)
    assert held.until == end
    assert isinstance(article, RawArticle)
    *before, last = (headers for _, headers in server.asked)
    assert not any("if-none-match" in headers for headers in before)
    assert last["if-none-match"] == '"v1"'


def test_a_server_that_hangs_does_not_hold_up_other_feeds(server, tmp_path):
    hangs = server.page("/hangs", lambda _: server.ending.wait(30))
    works = server.page("/works", answer(200, rss(1)))
    heard = SimpleQueue[str]()
    limits = Limits(silence=20, whole=30)

    def on_and_on() -> None:
        with open_state(tmp_path) as state:
            following = Following(state, lambda name, _: heard.put(name), print, private=True, limits=limits)
            following.on_and_on([hangs, works], every=0.05)

    Thread(target=on_and_on, daemon=True).start()
    assert heard.get(timeout=10) == works


def test_of_many_feeds_a_few_are_asked_at_a_time_and_all_in_the_end(server, tmp_path):
    all_that_may, one_more, go_on = Event(), Event(), Event()

    def count_and_wait(request: BaseHTTPRequestHandler) -> None:
        if len(server.asked) == AT_ONCE:
            all_that_may.set()
        elif len(server.asked) > AT_ONCE:
            one_more.set()
        go_on.wait(30)
        answer(200, rss(1))(request)

    urls = [server.page(f"/{number}", count_and_wait) for number in range(2 * AT_ONCE + 1)]
    heard = SimpleQueue[str]()

    def once() -> None:
        with open_state(tmp_path) as state:
            Following(state, lambda name, _: heard.put(name), print, private=True).once(urls)

    Thread(target=once, daemon=True).start()
    assert all_that_may.wait(30)
    assert not one_more.wait(0.5)
    go_on.set()
    assert sorted(heard.get(timeout=30) for _ in urls) == sorted(urls)


def test_a_feed_is_looked_at_again_and_again_until_it_is_gone(server, tmp_path):
    lines = list[str]()
    looks = iter([answer(200, rss(1)), answer(503), answer(503), answer(200, rss(1, 2)), answer(410)])
    url = server.page("/news", lambda request: next(looks)(request))  # noqa: PLW0108 - each request gets the next one
    found = list[int]()
    with open_state(tmp_path) as state:
        following = Following(state, lambda _, look: found.append(len(look.fresh)), lines.append, private=True)
        following.on_and_on([url], every=0.02)
    assert found == [1, 1]
    assert [line.removeprefix(f"{url}: ") for line in lines] == [
        "the server answers 503",
        "can be read again",
        "the server answers 410",
        "gone for good, as its server says: it is not looked at any more",
    ]


def test_that_a_feed_has_moved_for_good_is_told_once(server, tmp_path):
    lines = list[str]()
    last = server.page("/last", answer(200, rss(1)))
    looks = iter([answer(301, Location=last), answer(301, Location=last), answer(410)])
    url = server.page("/news", lambda request: next(looks)(request))  # noqa: PLW0108 - each request gets the next one
    with open_state(tmp_path) as state:
        Following(state, lambda _name, _look: None, lines.append, private=True).on_and_on([url], every=0.02)
    assert [f"use {last} from now on" in line for line in lines] == [True, False, False]


def test_a_follower_that_is_killed_goes_on_where_it_was(server, blocking, redis_url, tmp_path):
    url = server.page("/news", answer(200, rss(*range(500))))
    first = follow(url, tmp_path, redis_url)
    blocking.xread({RAW: "0"}, block=20_000)
    first.kill()
    first.communicate()
    second = follow(url, tmp_path, redis_url)
    assert "published" in second.stdout.readline() or len(published(blocking)) >= 500
    second.send_signal(signal.SIGTERM)
    second.communicate()
    assert set(published(blocking)) == {f"item-{n}" for n in range(500)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_follower_ends_in_good_order(server, blocking, redis_url, tmp_path, number):
    follower = follow(server.page("/news", answer(200, rss(1))), tmp_path, redis_url)
    assert "published 1 article" in follower.stdout.readline()
    follower.send_signal(number)
    assert (follower.communicate(timeout=20)[0], follower.returncode) == ("", 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_single_look_that_is_interrupted_is_no_success(server, redis_url, tmp_path, number):
    asked = Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        asked.set()
        server.ending.wait(30)

    once = follow(server.page("/hangs", hang), tmp_path, redis_url, "--source", "Desk")
    assert asked.wait(30)
    once.send_signal(number)
    once.communicate(timeout=20)
    assert once.returncode != 0


def test_what_is_remembered_of_a_feed_holds_no_password(server, tmp_path):
    url = server.page("/news", answer(200, rss(1))).replace("127.0.0.1", "ana:secret@127.0.0.1")
    with open_state(tmp_path) as state:
        Following(state, lambda _name, _look: None, print, private=True).once([url])
        assert state.remembered(url).items
    assert b"secret" not in (tmp_path / FILE).read_bytes()


def test_a_damaged_memory_is_one_line_that_says_what_to_do(dateline, server, tmp_path):
    (tmp_path / "dateline-data").mkdir()
    (tmp_path / "dateline-data" / FILE).write_text("no database, but long enough to be taken for one. " * 100)
    done = dateline("publish", "--allow-private", "--feed", server.page("/news", answer(200, rss(1))))
    assert (done.returncode, server.asked) == (2, [])
    [line] = done.stderr.splitlines()
    assert line == (
        f"dateline: dateline-data/{FILE}: file is not a database: "
        "remove it; what it remembers is published again, and counts once"
    )


def test_a_follower_waits_for_redis(server, tmp_path):
    port = free_port(0)
    follower = follow(server.page("/news", answer(200, rss(1))), tmp_path / "data", f"redis://127.0.0.1:{port}/0")
    try:
        assert "waiting: " in follower.stdout.readline()
        with redis_server.start(tmp_path / "redis", port) as redis, BlockingRedis.from_url(redis.url) as client:
            assert "published 1 article" in follower.stdout.readline()
            assert published(client) == ["item-1"]
    finally:
        follower.kill()
        follower.communicate()
