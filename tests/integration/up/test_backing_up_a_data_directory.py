"""Backups of a data directory on which nothing runs: its Redis runs for as long as that takes."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from services.console.data_lock import locked
from services.store.connect import open_store

OLDER = Path(__file__).parents[2] / "fixtures" / "data-v1.tar.gz"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory of the oldest version, with entries that wait."""
    with tarfile.open(OLDER) as archive:
        archive.extractall(tmp_path / "data", filter="data")
    return tmp_path / "data"


def dateline(data: Path, command: str, name: str) -> "subprocess.CompletedProcess[str]":
    """Run it beside the data directory."""
    environment = {**os.environ, "DATELINE_DATA_DIR": str(data)}
    command_line = [sys.executable, "-m", "services.console", command, name]
    return subprocess.run(
        command_line, capture_output=True, text=True, check=False, timeout=60, env=environment, cwd=data.parent
    )


def held(backup: Path) -> set[str]:
    """What is in Redis."""
    return set((backup / "redis.jsonl").read_text().splitlines())


def test_it_is_restored_into_another_and_brought_up_to_date(data: Path):
    assert dateline(data, "backup", "first").stderr == ""
    restored = data.with_name("restored")
    assert dateline(restored, "restore", "first").stderr == ""
    store = open_store(f"sqlite:///{restored / 'dateline.db'}")
    assert {article.headline for article in store.articles()} == {
        f"The {thing} opens" for thing in ("ferry", "harbour", "lighthouse")
    }
    assert dateline(restored, "backup", "second").stderr == ""
    assert held(data.with_name("second")) == held(data.with_name("first"))


def test_nothing_is_restored_while_an_up_runs_there(data: Path):
    dateline(data, "backup", "first")
    empty = data.with_name("empty")
    with locked(empty):
        done = dateline(empty, "restore", "first")
    assert (done.returncode, "is in use by another dateline up" in done.stderr) == (2, True)
    assert not (empty / "dateline.db").exists()


def test_there_must_be_something_to_back_up(tmp_path: Path):
    done = dateline(tmp_path / "nothing", "backup", "first")
    assert done.returncode == 2
    assert done.stderr == "dateline: there is no database of articles to back up: it appears once the store has run\n"
    assert list(tmp_path.iterdir()) == []
