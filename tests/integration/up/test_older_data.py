"""`dateline up` on a data directory of each older version: all of it is still there, and what was waiting goes on."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from dateline_up import running_up, until_started

from services.store.migrations import migrations

FIXTURES = Path(__file__).parents[2] / "fixtures"
OLDER = sorted(int(file.name.removeprefix("data-v").partition(".")[0]) for file in FIXTURES.glob("data-v*.tar.gz"))
THINGS = {"ferry", "harbour", "lighthouse", "museum", "market", "bridge", "tunnel"}
"""Stored, waiting on each stream, and in the hand of a worker that is gone."""


def dateline(data_dir: Path, *arguments: str) -> str:
    """What a command prints."""
    command = [sys.executable, "-m", "services.console", *arguments]
    environment = {**os.environ, "DATELINE_DATA_DIR": str(data_dir)}
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=90, env=environment).stdout


def test_there_is_a_data_directory_of_every_older_version():
    assert list(range(1, migrations("sqlite")[-1].number)) == OLDER


@pytest.mark.parametrize("version", OLDER)
def test_an_older_data_directory_is_brought_up_to_date_and_what_waited_in_it_is_done(version: int, tmp_path: Path):
    with tarfile.open(FIXTURES / f"data-v{version}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    with running_up(tmp_path, DATELINE_MIN_IDLE="1") as up:
        until_started(up)
        dateline(tmp_path, "wait", "--timeout", "80")
        totals = json.loads(dateline(tmp_path, "status", "--json"))["totals"]
        records = [json.loads(line) for line in dateline(tmp_path, "export").splitlines()]
        beside = json.loads(dateline(tmp_path, "entity", "Ilse Varga", "--json"))
        dead = dateline(tmp_path, "dead", "list")
    assert {record["headline"] for record in records} == {f"The {thing} opens" for thing in THINGS}
    assert all("2012-12-28" in {date["value"] for date in record["dates"]} for record in records)
    assert beside["articles"] == len(THINGS)
    assert {name: totals[name] for name in ("stored", "duplicates", "dead")} == {
        "stored": 7,
        "duplicates": 1,
        "dead": 1,
    }
    assert "UTF-8" in dead
