"""`dateline demo`, as `make demo` runs it."""

import json
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from dateline_up import running_up, until_started

from services.store.sqlite import SqliteStore

ROOT = Path(__file__).parents[3]
SEEDS = ROOT / "seeds"

READ = re.compile(r"^ +(?:\.venv/bin/)?dateline ((?:entity|list|search|show|timeline|trace) .+)$", re.MULTILINE)
EXAMPLES = READ.findall((ROOT / "README.md").read_text("utf-8"))
assert EXAMPLES  # of none, pytest would skip the test without a word

ARTICLES = [
    {
        "id": "1",
        "headline": "Port reopens",
        "body": "ARHAVEN - The port reopened on Tuesday.",
        "published": "2012-12-29",
    },
    {"id": "2", "headline": "Mayor resigns", "body": "Mayor Ann Lee resigned yesterday.", "published": "2013-01-02"},
]


@dataclass(frozen=True)
class Run:
    """What a demo has printed."""

    code: int
    output: str
    errors: str


def run_demo(directory: Path, *arguments: str) -> Run:
    command = [sys.executable, "-m", "services.console", "demo", *arguments]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=300, check=False)
    return Run(done.returncode, done.stdout, done.stderr)


def stored(directory: Path) -> list[tuple[str, int]]:
    store = SqliteStore(directory / "dateline-data" / "dateline.db")
    try:
        return [(article.id, article.revision) for article in store.articles()]
    finally:
        store.close()


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demos on the articles of the project run."""
    directory = tmp_path_factory.mktemp("demo")
    (directory / "seeds").symlink_to(SEEDS)
    return directory


@pytest.fixture(scope="module")
def twice(directory: Path) -> tuple[Run, Run, list[tuple[str, int]], list[tuple[str, int]]]:
    """Two demos one after the other, and what was stored after each."""
    first = run_demo(directory)
    after_first = stored(directory)
    return first, run_demo(directory), after_first, stored(directory)


def test_the_first_demo_shows_every_article_and_says_what_to_try_next(twice) -> None:
    first, _, records, _ = twice
    assert first.code == 0, first.errors
    assert len(records) >= 14
    assert "Russia invites Syrian opposition chief for talks" in first.output
    assert "2012-12-28" in first.output
    show, up = first.output.splitlines()[-2:]
    assert show.split()[-2] == "show"
    assert show.split()[-1] in {id for id, _ in records}
    assert "dateline up" in up


def test_the_second_demo_reports_every_article_as_a_duplicate_and_stores_nothing(twice) -> None:
    _, second, after_first, after_second = twice
    assert second.code == 0, second.errors
    published = second.output.count("duplicate: ")
    assert f"published {published}: stored 0, duplicates {published}, dead letters 0" in second.output
    assert after_second == after_first


@pytest.mark.usefixtures("twice")
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_in_the_readme_find_something_in_what_the_demo_has_stored(directory: Path, example: str) -> None:
    command = [sys.executable, "-m", "services.console", *shlex.split(example, comments=True)]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_a_demo_uses_the_up_that_runs(tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text(json.dumps(ARTICLES))
    with running_up(tmp_path / "dateline-data") as up:
        until_started(up)
        demo = run_demo(tmp_path, "articles.json")
        assert up.poll() is None
    assert demo.code == 0, demo.errors
    assert "published 2: stored 2, duplicates 0, dead letters 0" in demo.output
    assert not (tmp_path / "dateline-data" / "logs").exists()


def test_a_dead_letter_is_reported_with_its_reason(tmp_path: Path) -> None:
    unknown = {"specversion": "1.0", "id": "1", "source": "test", "type": "weather.report", "data": {}}
    (tmp_path / "event.json").write_text(json.dumps(unknown))
    demo = run_demo(tmp_path, "event.json")
    assert demo.code == 1
    assert "dead letter: unknown message type 'weather.report' (ingest)" in demo.output
    assert "published 1: stored 0, duplicates 0, dead letters 1" in demo.output


def test_a_demo_that_finds_no_article_ends_with_the_problem(tmp_path: Path) -> None:
    demo = run_demo(tmp_path, "nix")
    assert (demo.code, demo.output) == (1, "")
    assert demo.errors.startswith("nix: ")
    assert demo.errors.count("\n") == 1


def test_a_demo_that_takes_too_long_ends_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text(json.dumps(ARTICLES))
    demo = run_demo(tmp_path, "--timeout", "0.5", "articles.json")
    assert demo.code == 3
    assert demo.errors.startswith("dateline: ")
    assert demo.errors.count("\n") == 1


def test_a_demo_ends_at_its_limit_also_while_it_waits_to_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HIGH_WATER", "1")
    (tmp_path / "articles.json").write_text(json.dumps(ARTICLES * 5_000))
    demo = run_demo(tmp_path, "--timeout", "5", "articles.json")
    assert demo.code == 3
    *waiting, late = demo.errors.splitlines()
    assert waiting
    assert all(line.startswith("waiting: ") for line in waiting)
    assert late.startswith("dateline: not everything is stored after 5 s")


def test_a_demo_that_cannot_start_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text(json.dumps(ARTICLES))
    (tmp_path / "dateline-data").write_text("not a directory")
    demo = run_demo(tmp_path, "articles.json")
    assert demo.code == 2
    assert demo.errors.startswith("dateline: ")
    assert demo.errors.count("\n") == 1
