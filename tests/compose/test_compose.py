"""The compose file on a real engine: the seeds go in, two enrich workers share them, records come out."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from compose_project import SERVICES, Project, project

pytestmark = pytest.mark.docker

PASSED = ("article.ingested", "article.enriched", "article.stored")
ARTICLES = 28
RECORDS = ARTICLES + 1  # one article has two revisions
ENTRIES = RECORDS + 1  # and one is published twice


@pytest.fixture(scope="module")
def running() -> Iterator[Project]:
    """The whole system with two enrich workers, after the seeds have passed through it."""
    with project() as system:
        # --wait fails unless every container becomes healthy: the services, if they answer /readyz with 200.
        system.compose("up", "--detach", "--scale", "enrich=2", "--wait", "--wait-timeout", "180")
        system.dateline("publish", "/seeds")
        system.dateline("wait", "--timeout", "120")
        yield system


def test_every_article_of_the_seeds_comes_out(running: Project):
    exported = running.export()
    assert len(exported) == len({record["id"] for record in exported}) == ARTICLES
    assert all(record["text"] for record in exported)
    english = [record for record in exported if record["language"] == "en"]
    assert len(english) == ARTICLES - 1
    assert all(record["dates"] for record in english)
    assert all(record["entities"] for record in english)


def test_a_revision_takes_the_place_of_the_first(running: Project):
    [record] = [record for record in running.export() if "earthquake" in record["text"]]
    assert record["revision"] == 2
    assert record["headline"] == "Three dead as strong earthquake shakes Salcedo islands"


def test_every_entry_is_stored_or_a_duplicate(running: Project):
    assert totals(running) == {"published": ENTRIES, "stored": RECORDS, "duplicates": 1, "deleted": 0, "dead": 0}


def test_the_logs_follow_each_article_through_all_services(running: Project):
    logged = zip(PASSED, [lines(running, service) for service in SERVICES], strict=True)
    seen = [{(line["article_id"], line["trace_id"]) for line in log if line["event"] == event} for event, log in logged]
    assert len(set.intersection(*seen)) == RECORDS


def test_a_container_beside_them_reads_the_metrics_of_the_services(running: Project):
    read = "import urllib.request as u; print(u.urlopen('http://{}:8080/metrics').read().decode())"
    for service in SERVICES:
        told = running.compose("exec", "--no-TTY", "ingest", "python", "-c", read.format(service))
        assert f'dateline_entries_received_total{{stage="{service}"}}' in told


def test_a_second_publish_is_all_duplicates(running: Project):
    before = revisions(running)
    running.dateline("publish", "/seeds")
    running.dateline("wait", "--timeout", "120")
    assert revisions(running) == before
    assert totals(running) == {
        "published": 2 * ENTRIES,
        "stored": RECORDS,
        "duplicates": 1 + ENTRIES,
        "deleted": 0,
        "dead": 0,
    }


def test_ingest_and_the_command_line_have_the_file_of_sources_that_the_setting_names(
    running: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "Example Wire"\n')
    monkeypatch.setenv("DATELINE_SOURCES", str(tmp_path / "sources.toml"))
    running.compose("up", "--detach", "--wait", "--wait-timeout", "60", "ingest")
    mounted = running.compose("exec", "--no-TTY", "ingest", "sh", "-c", 'cat "$DATELINE_SOURCES"')
    assert mounted == (tmp_path / "sources.toml").read_text()
    reading = "import os, pathlib; print(pathlib.Path(os.environ['DATELINE_SOURCES']).read_text(), end='')"
    given = running.compose("run", "--rm", "--no-TTY", "--no-deps", "--entrypoint", "python", "cli", "-c", reading)
    assert given == mounted


def test_every_container_stops_in_good_order(running: Project):
    running.compose("stop")
    containers = ["redis-1", "postgres-1", "ingest-1", "enrich-1", "enrich-2", "store-1"]
    assert running.exit_codes() == dict.fromkeys(containers, 0)
    last = [log[-1] for service in SERVICES for log in running.logs(service).values()]
    assert [line["event"] for line in last] == ["service.stopped"] * 4
    assert len({line["worker"] for line in last}) == 4
    running.compose("start")


def test_a_stop_is_heard_while_a_service_still_starts(running: Project):
    running.compose("restart", "--timeout", "20", "enrich")
    begun = time.monotonic()
    running.compose("stop", "enrich")
    assert time.monotonic() - begun < 20  # half of stop_grace_period, at the end of which Docker kills
    assert 137 not in running.exit_codes().values()


def revisions(system: Project) -> dict[str, int]:
    return {record["id"]: record["revision"] for record in system.export()}


def totals(system: Project) -> dict[str, int]:
    return json.loads(system.dateline("status", "--json"))["totals"]


def lines(system: Project, service: str) -> list[dict[str, Any]]:
    return [line for log in system.logs(service).values() for line in log]
