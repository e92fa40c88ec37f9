"""The embedded Redis: a real server that belongs to one data directory."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis
from supervised import supervised

from services.console.data_lock import locked, running
from services.console.embedded import embedded
from services.console.redis_address import directory_of
from services.console.refusal import Refusal
from services.console.supervisor import Program, end, start


def test_its_url_stands_in_the_data_directory_while_it_runs(tmp_path: Path) -> None:
    note = tmp_path / "redis.url"
    with embedded(tmp_path) as (url, server):
        assert note.read_text().strip() == url
        with Redis.from_url(url) as client:
            assert client.info("server")["process_id"] == server.process.pid
    assert not note.exists()
    assert server.process.returncode == 0


def test_nothing_is_evicted_and_what_was_written_is_there_again_next_time(tmp_path: Path) -> None:
    directory = tmp_path / "a directory that is not there yet"
    with embedded(directory) as (url, _), Redis.from_url(url) as client:
        client.set("key", "value")
        assert client.config_get("maxmemory-policy", "appendonly", "appendfsync", "save", "bind") == {
            "maxmemory-policy": "noeviction",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "bind": "127.0.0.1",
        }
    with embedded(directory) as (url, _), Redis.from_url(url) as client:
        assert client.get("key") == b"value"


def test_it_takes_a_free_port_where_6379_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind(("127.0.0.1", 6379))
            taken.listen()
        except OSError:
            pass  # it is taken already
        with embedded(tmp_path) as (url, _), Redis.from_url(url) as client:
            assert not url.endswith(":6379/0")
            assert client.ping()


def test_a_second_one_on_the_same_directory_is_refused_in_a_line_that_names_the_first(tmp_path: Path) -> None:
    with (
        supervised({}, data_dir=tmp_path) as up,
        pytest.raises(Refusal, match=rf"in use by another dateline up \(pid {up.process.pid}\)") as refused,
    ):
        up.next("redis.started")
        with embedded(tmp_path):
            pass
    assert "\n" not in str(refused.value)


def test_people_can_ask_who_runs_on_a_directory(tmp_path: Path) -> None:
    assert running(tmp_path) is None
    with embedded(tmp_path) as (url, _):
        found = running(tmp_path)
        assert found and (found.pid, found.url) == (os.getpid(), url)
    assert running(tmp_path) is None


def test_of_a_server_people_can_ask_whose_it_is(tmp_path: Path, redis_url: str) -> None:
    with embedded(tmp_path) as (url, _):
        assert directory_of(url) == tmp_path.resolve()
    assert directory_of(url) is None
    assert directory_of(redis_url) is None


@pytest.mark.parametrize("command", [("run", "store"), ("publish", "-"), ("status",)])
def test_that_of_another_directory_is_not_taken_for_the_one_that_is_meant(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    environment = {**os.environ, "DATELINE_DATA_DIR": str(tmp_path / "mistyped"), "DATELINE_REDIS_URL": ""}
    with embedded(tmp_path / "meant") as (url, _):
        if not url.endswith(":6379/0"):
            pytest.skip("somebody else has the usual port")
        done = subprocess.run(
            [sys.executable, "-m", "services.console", *command],
            input="", capture_output=True, text=True, env=environment, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"dateline: no Redis runs for {tmp_path / 'mistyped'}, and the one at {url} is that of {tmp_path / 'meant'}: "
        "set DATELINE_DATA_DIR to that directory if it is meant, else DATELINE_REDIS_URL\n"
    )


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nowhere"])
def test_a_directory_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(Refusal, match=r"can't write to .*: set DATELINE_DATA_DIR") as refused,
        embedded(tmp_path / place),
    ):
        pass
    assert "\n" not in str(refused.value)


def test_data_that_redis_cannot_read_are_refused_in_a_line_that_names_its_log(tmp_path: Path) -> None:
    (tmp_path / "appendonlydir").mkdir()
    (tmp_path / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense\n")
    with pytest.raises(Refusal, match=r"ended at start \(.+\): see .*redis.log") as refused, embedded(tmp_path):
        pass
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_after_a_kill_the_next_one_starts_with_the_same_data(tmp_path: Path) -> None:
    with supervised({}, data_dir=tmp_path) as up:
        with Redis.from_url(up.next("redis.started")["url"]) as client:
            client.set("key", "value")
        up.process.kill()
        up.process.wait()
        with embedded(tmp_path) as (url, _), Redis.from_url(url) as client:
            assert client.get("key") == b"value"


def test_the_lock_lasts_as_long_as_the_server_that_inherited_it(tmp_path: Path) -> None:
    with locked(tmp_path) as lock:
        server = start(Program("server", ["sleep", "600"], keep_open=(lock,)))
    with pytest.raises(Refusal, match="in use"), locked(tmp_path):
        pass
    end(server)
    with locked(tmp_path):
        pass
