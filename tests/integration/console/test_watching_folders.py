"""`dateline publish --watch` with real files and a real Redis."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis_server
from redis import Redis as BlockingRedis

from services.console.embedded import free_port
from services.console.watching.state import open_state
from services.console.watching.watch import Watching
from services.wire.streams import RAW

pytestmark = pytest.mark.usefixtures("redis")


@pytest.fixture
def blocking(redis, redis_url) -> Iterator[BlockingRedis]:
    with BlockingRedis.from_url(redis_url, socket_timeout=60) as client:
        yield client


@pytest.fixture
def incoming(tmp_path) -> Path:
    (tmp_path / "incoming").mkdir()
    return tmp_path / "incoming"


class Desk:
    """Looks at folders, and keeps what it is told and what is published. `embargo` is the end of that of each file."""

    embargo: datetime | None = None

    def __init__(self, state, *folders: Path) -> None:
        self.published = list[str]()
        self.told = list[str]()
        self._watching = Watching(folders, state, self._publish, self.told.append)

    def look(self, times: int = 2) -> None:
        for _ in range(times):
            self._watching.look()

    def _publish(self, path: Path) -> datetime | None:
        self.published.append(path.name)
        return self.embargo


@pytest.fixture
def desk(incoming, tmp_path) -> Iterator[Desk]:
    with open_state(tmp_path / "data") as state:
        yield Desk(state, incoming)


def bodies(client: BlockingRedis) -> list[str]:
    return [json.loads(fields[b"__data__"])["data"]["body"] for _, fields in client.xrange(RAW)]


def ninjs(body: str, **more: str) -> str:
    return json.dumps({"pubstatus": "usable", "headline": "A vote", "body_text": body} | more)


def watch(folder: Path, redis_url: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "services.console", "publish", "--watch", str(folder)]
    data = str(folder.parent / "data")
    env = {**os.environ, "DATELINE_REDIS_URL": redis_url, "DATELINE_DATA_DIR": data, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_file_that_comes_is_published_once(desk, incoming):
    (incoming / "a.txt").write_text("A bridge opens.")
    desk.look(4)
    assert desk.published == ["a.txt"]


def test_a_file_that_grows_from_look_to_look_is_waited_for(desk, incoming):
    with (incoming / "a.txt").open("w") as file:
        for _ in range(3):
            file.write("A bridge opens. ")
            file.flush()
            desk.look(1)
            assert desk.published == []
    desk.look(2)
    assert desk.published == ["a.txt"]


def test_a_file_that_is_renamed_when_it_is_complete_is_published_under_its_last_name(desk, incoming):
    (incoming / "a.txt.part").write_text("A bridge")
    desk.look()
    (incoming / "a.txt.part").rename(incoming / "a.txt")
    desk.look()
    assert desk.published == ["a.txt"]


def test_a_file_that_changes_is_published_again(desk, incoming):
    (incoming / "a.txt").write_text("A bridge opens.")
    desk.look()
    (incoming / "a.txt").write_text("A bridge opens late.")
    desk.look()
    assert desk.published == ["a.txt", "a.txt"]


def test_what_was_published_is_remembered_over_a_restart(desk, incoming, tmp_path):
    (incoming / "a.txt").write_text("A bridge opens.")
    desk.look()
    (incoming / "b.txt").write_text("A bridge closes.")
    with open_state(tmp_path / "data") as state:
        again = Desk(state, incoming)
        again.look()
    assert again.published == ["b.txt"]


def test_a_file_with_an_embargo_is_published_again_once_when_that_is_over(desk, incoming):
    (incoming / "a.json").write_text("{}")
    desk.embargo = datetime.now(UTC)
    desk.look()
    desk.embargo = None
    desk.look(4)
    assert desk.published == ["a.json", "a.json"]


def test_a_file_that_is_replaced_by_one_without_an_embargo_is_published_for_the_last_time(desk, incoming):
    (incoming / "a.json").write_text("{}")
    desk.embargo = end = datetime.now(UTC) + timedelta(seconds=1)
    desk.look()
    (incoming / "a.json").write_text("[]  ")
    desk.embargo = None
    while datetime.now(UTC) <= end:
        desk.look()
    desk.look()
    assert desk.published == ["a.json", "a.json"]


def test_a_file_with_an_embargo_is_not_published_again_before_that_is_over_but_after_a_restart(
    desk, incoming, tmp_path
):
    (incoming / "a.json").write_text("{}")
    desk.embargo = datetime.now(UTC) + timedelta(hours=1)
    desk.look(4)
    assert desk.published == ["a.json"]
    with open_state(tmp_path / "data") as state:
        again = Desk(state, incoming)
        again.look()
    assert again.published == ["a.json"]


def test_what_could_not_be_published_is_tried_again(incoming, tmp_path):
    def killed(path: Path) -> None:
        raise KeyboardInterrupt

    (incoming / "a.txt").write_text("A bridge opens.")
    with open_state(tmp_path / "data") as state:
        watching = Watching([incoming], state, killed, print)
        watching.look()
        with pytest.raises(KeyboardInterrupt):
            watching.look()
        again = Desk(state, incoming)
        again.look()
    assert again.published == ["a.txt"]


def test_a_folder_that_goes_away_is_told_once_and_goes_on_when_it_is_back(desk, incoming):
    (incoming / "a.txt").write_text("A bridge opens.")
    desk.look()
    incoming.rename(incoming.with_name("elsewhere"))
    desk.look(3)
    incoming.with_name("elsewhere").rename(incoming)
    (incoming / "b.txt").write_text("A bridge closes.")
    desk.look()
    assert desk.told == [f"{incoming}: no such file or directory"]
    assert desk.published == ["a.txt", "b.txt"]


def test_a_name_that_is_no_text_is_published_and_remembered(desk, incoming, tmp_path):
    Path(os.fsdecode(os.fsencode(incoming) + b"/caf\xe9.txt")).write_text("A bridge opens.")
    desk.look(3)
    assert len(desk.published) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told_once_and_published_when_it_may(desk, incoming):
    (incoming / "a.txt").write_text("A bridge opens.")
    (incoming / "a.txt").chmod(0)
    desk.look(4)
    assert desk.told == [f"{incoming}/a.txt: permission denied"]
    (incoming / "a.txt").chmod(0o600)
    desk.look()
    assert desk.published == ["a.txt"]


def test_what_comes_is_on_the_raw_stream_and_what_is_no_article_is_a_line(blocking, redis_url, incoming):
    watcher = watch(incoming, redis_url)
    try:
        (incoming / "a.txt").write_text("A bridge opens.")
        assert watcher.stdout.readline().endswith("a.txt: published 1 article\n")
        (incoming / "b.json").write_text("{")
        assert "b.json: not JSON" in watcher.stdout.readline()
        assert bodies(blocking) == ["A bridge opens."]
    finally:
        watcher.send_signal(signal.SIGTERM)
        watcher.communicate(timeout=20)
    assert watcher.returncode == 0


def test_an_embargo_is_one_line_and_at_its_end_the_article_is_published(blocking, redis_url, incoming):
    end = datetime.now(UTC) + timedelta(seconds=20)
    (incoming / "a.json").write_text(ninjs("The vote is over.", embargoed=end.isoformat()))
    watcher = watch(incoming, redis_url)
    try:
        assert f"a.json: not for publication yet: embargoed until {end.isoformat()}" in watcher.stdout.readline()
        assert blocking.xlen(RAW) == 0
        assert watcher.stdout.readline().endswith("a.json: published 1 article\n")
        assert datetime.now(UTC) >= end
        assert bodies(blocking) == ["The vote is over."]
    finally:
        watcher.kill()
        watcher.communicate()


def test_a_watcher_that_is_killed_goes_on_where_it_was(blocking, redis_url, incoming):
    lines = [json.dumps({"body": f"Ferry {n} sails again."}) for n in range(3_000)]
    (incoming / "a.jsonl").write_text("\n".join(lines))
    first = watch(incoming, redis_url)
    blocking.xread({RAW: "0"}, block=30_000)
    first.kill()
    first.communicate()
    second = watch(incoming, redis_url)
    (incoming / "b.txt").write_text("The last ferry.")
    while "b.txt: published" not in second.stdout.readline():
        pass
    second.kill()
    second.communicate()
    assert set(bodies(blocking)) == {f"Ferry {n} sails again." for n in range(3_000)} | {"The last ferry."}


def test_a_watcher_waits_for_redis(incoming, tmp_path):
    port = free_port(0)
    (incoming / "a.txt").write_text("A bridge opens.")
    watcher = watch(incoming, f"redis://127.0.0.1:{port}/0")
    try:
        assert "waiting: " in watcher.stdout.readline()
        with redis_server.start(tmp_path / "redis", port) as redis, BlockingRedis.from_url(redis.url) as client:
            assert "published 1 article" in watcher.stdout.readline()
            assert bodies(client) == ["A bridge opens."]
    finally:
        watcher.kill()
        watcher.communicate()


def test_what_is_no_article_is_told_once_however_long_redis_is_waited_for(incoming, tmp_path):
    port = free_port(0)
    (incoming / "a.jsonl").write_text('{"body": "A bridge opens."}\nno JSON\n')
    watcher = watch(incoming, f"redis://127.0.0.1:{port}/0")
    try:
        lines = [watcher.stdout.readline(), watcher.stdout.readline()]
        with redis_server.start(tmp_path / "redis", port, "--maxmemory", "1"):  # another reason to wait: another line
            lines.append(watcher.stdout.readline())
    finally:
        watcher.kill()
        watcher.communicate()
    assert ["a.jsonl: line 2" in line for line in lines] == [True, False, False]


def test_a_file_that_goes_away_while_redis_is_waited_for_is_one_line(incoming, tmp_path):
    port = free_port(0)
    (incoming / "a.txt").write_text("A bridge opens.")
    watcher = watch(incoming, f"redis://127.0.0.1:{port}/0")
    try:
        assert "waiting: " in watcher.stdout.readline()
        (incoming / "a.txt").unlink()
        assert watcher.stdout.readline().endswith("a.txt: no such file or directory\n")
        (incoming / "b.txt").write_text("A bridge closes.")
        assert "waiting: " in watcher.stdout.readline()
        with redis_server.start(tmp_path / "redis", port):
            assert "b.txt: published 1 article" in watcher.stdout.readline()
    finally:
        watcher.kill()
        watcher.communicate()


def test_a_folder_that_holds_the_data_directory_is_not_watched(dateline, tmp_path):
    done = dateline("publish", "--watch", ".", DATELINE_DATA_DIR="data")
    assert done.returncode == 2
    assert ". holds DATELINE_DATA_DIR (data), which changes all the time: watch another" in " ".join(
        done.stderr.split()
    )


def test_what_is_no_folder_can_not_be_watched(dateline, incoming):
    done = dateline("publish", "--watch", incoming / "nowhere")
    assert done.returncode == 2
    assert "nowhere is no folder" in done.stderr
