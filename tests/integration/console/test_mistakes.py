"""What people can put right is one line on standard error and exit code 2, never a traceback."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import redis_server
from redis.asyncio import Redis

Dateline = Callable[..., SimpleNamespace]


def the_line(done: SimpleNamespace) -> str:
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def nobody() -> str:
    """The URL of a Redis that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://:secret@127.0.0.1:{probe.getsockname()[1]}/0"


@pytest.mark.parametrize("command", [("publish", "x"), ("wait",), ("status",)])
def test_redis_not_there(dateline: Dateline, nobody: str, command: tuple[str, ...]):
    line = the_line(dateline(*command, DATELINE_REDIS_URL=nobody))
    assert line.startswith("dateline: Redis at redis://:***@127.0.0.1:")
    assert line.endswith("(connection refused): see DATELINE_REDIS_URL")


@pytest.mark.parametrize("command", [("wait",), ("run", "ingest"), ("settings",)])
def test_a_url_that_is_none(dateline: Dateline, command: tuple[str, ...]):
    assert the_line(dateline(*command, DATELINE_REDIS_URL="localhost")) == (
        "dateline: DATELINE_REDIS_URL is 'localhost': "
        "no URL of a Redis; write it as redis://:PASSWORD@HOST:PORT/0, "
        "with @ : / ? # in a password as %40 %3A %2F %3F %23; docs/redis.md has other forms"
    )


def test_a_url_that_is_none_keeps_its_password_to_itself(dateline: Dateline):
    line = the_line(dateline("wait", DATELINE_REDIS_URL="redis://:half/secret@host"))
    assert line == (
        "dateline: DATELINE_REDIS_URL is 'redis://:***@host': "
        "no URL of a Redis; write it as redis://:PASSWORD@HOST:PORT/0, "
        "with @ : / ? # in a password as %40 %3A %2F %3F %23; docs/redis.md has other forms"
    )


@pytest.mark.parametrize("command", [("run", "ingest"), ("settings",)])
def test_each_mistake_in_the_file_of_sources_is_a_line(dateline: Dateline, tmp_path: Path, command: tuple[str, ...]):
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "A"\nzone = "UTC"\nlanguage = "English"\n')
    done = dateline(*command, DATELINE_SOURCES="sources.toml")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "dateline: sources.toml: line 4: language: 'English' is no language tag; write one like en or de-AT",
        "dateline: sources.toml: line 3: zone: unknown; known are name, home, timezone, language, credit",
    ]


@pytest.mark.parametrize(
    ("command", "code", "line"),
    [
        ("publish", 1, "mine: permission denied"),
        ("demo", 1, "mine: permission denied"),
        ("annotate", 2, "dateline: mine: permission denied: choose another place, or mend its permissions"),
        ("restore", 2, "dateline: mine/SHA256SUMS: permission denied: choose another place, or mend its permissions"),
    ],
)
def test_what_may_not_be_read_is_one_line(redis_url: str, tmp_path: Path, command: str, code: int, line: str):
    mine = tmp_path / "mine"
    mine.write_text("{}") if command == "annotate" else mine.mkdir()
    mine.chmod(0)
    # Root reads what it likes, unless it is taken that right.
    rights = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override,-dac_read_search"]
    done = subprocess.run(
        [*(rights if os.geteuid() == 0 else []), sys.executable, "-m", "services.console", command, "mine"],
        cwd=tmp_path, env=os.environ | {"DATELINE_REDIS_URL": redis_url},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, f"{line}\n")


@pytest.mark.parametrize(
    ("command", "code", "line"),
    [
        ("publish", 1, "mine: no such file or directory"),
        ("demo", 1, "mine: no such file or directory"),
        ("annotate", 2, "dateline: mine: no such file or directory: check the path"),
        ("restore", 2, "dateline: mine is no whole backup: SHA256SUMS is missing"),
    ],
)
def test_what_is_missing_is_one_line(dateline: Dateline, command: str, code: int, line: str):
    done = dateline(command, "mine")
    assert (done.returncode, done.stderr) == (code, f"{line}\n")


async def test_a_redis_that_wants_a_password(redis: Redis, dateline: Dateline):
    await redis.config_set("requirepass", "secret")
    try:
        line = the_line(dateline("wait"))
    finally:
        await redis.config_set("requirepass", "")
    assert "wants another user or password" in line


@pytest.mark.parametrize("command", ["wait", "status", "settings"])
def test_a_wrong_setting(dateline: Dateline, command: str):
    line = the_line(dateline(command, DATELINE_LOG_LEVEL="LOUD"))
    assert line == "dateline: DATELINE_LOG_LEVEL is 'LOUD': Input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"


@pytest.mark.parametrize("command", [("publish", "-"), ("wait",), ("status",), ("dead", "list")])
def test_the_redis_of_a_data_directory_that_is_stopped_is_no_other(
    dateline: Dateline, tmp_path: Path, command: tuple[str, ...]
):
    redis_server.start(tmp_path / "dateline-data").stop()
    line = the_line(dateline(*command, DATELINE_REDIS_URL=""))
    assert line.startswith("dateline: the Redis of dateline-data is not running: start it with dateline up")


def test_no_article_is_shown_for_an_empty_id(dateline: Dateline):
    done = dateline("show", "")
    assert done.returncode == 2
    assert done.stderr.endswith("Invalid value for ID: give an id, or the beginning of one\n")


def test_python_m_services_console_is_the_command(dateline: Dateline):
    done = dateline("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("dateline 0.")


def test_help_lists_the_commands_with_an_example_each(dateline: Dateline):
    names = [line.split()[0] for line in dateline("--help").stdout.partition("Commands:\n")[2].splitlines()]
    assert {
        *("demo", "up", "run", "publish", "wait", "status", "list", "show", "export", "annotate", "settings")
    } <= set(names)
    for name in names:
        assert "Example" in dateline(name, "--help").stdout, name


def test_a_reader_that_goes_away_is_no_error_worth_words(tmp_path: Path):
    command = f"{sys.executable} -m services.console --help"
    shell = subprocess.run(
        ["bash", "-c", f"{command} | true"], capture_output=True, cwd=tmp_path, check=False, timeout=30
    )
    assert shell.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_one_line():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "services.console", "settings"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "dateline: it can't be written (no space left on device): make room, or choose another disk\n"
