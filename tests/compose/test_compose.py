"""The compose file on a real engine: the seeds go in, two enrich workers share them, records come out.

Skipped where there is no Docker, unless DATELINE_TEST_REQUIRE_DOCKER is set: then that is a failure, as in CI.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator

import pytest
from compose_project import Project, missing, project

pytestmark = pytest.mark.docker

SERVICES = ("ingest", "enrich", "store")
ARTICLES = 18
RECORDS = ARTICLES + 1  # one article has two revisions
ENTRIES = RECORDS + 1  # and one is published twice


@pytest.fixture(scope="module")
def running() -> Iterator[Project]:
    """The whole system with two enrich workers, after the seeds have passed through it."""
    if reason := missing():
        if os.environ.get("DATELINE_TEST_REQUIRE_DOCKER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with project() as system:
        system.compose("up", "--build", "--detach", "--scale", "enrich=2")
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
    assert totals(running) == {"published": ENTRIES, "stored": RECORDS, "duplicates": 1, "dead": 0}


def test_two_workers_of_enrich_run(running: Project):
    workers = {json.loads(line)["worker"] for line in running.log_lines("enrich")}
    assert len(workers) == 2


def test_logs_are_json_and_follow_an_article_through_all_services(running: Project):
    traces = Counter(
        trace
        for service in SERVICES
        for trace in {(line["article_id"], line["trace_id"]) for line in log(running, service) if "article_id" in line}
    )
    through_all = [trace for trace, services in traces.items() if services == len(SERVICES)]
    assert len(through_all) == RECORDS


def test_the_services_run_as_a_user_without_rights(running: Project):
    users = {running.compose("exec", "--no-TTY", service, "id", "-u").stdout.strip() for service in SERVICES}
    assert len(users) == 1
    assert users != {"0"}


def test_a_second_publish_is_all_duplicates(running: Project):
    before = running.export()
    running.dateline("publish", "/seeds")
    running.dateline("wait", "--timeout", "120")
    assert running.export() == before
    assert totals(running) == {"published": 2 * ENTRIES, "stored": RECORDS, "duplicates": 1 + ENTRIES, "dead": 0}


def test_every_container_stops_in_good_order(running: Project):
    running.compose("stop")
    expected = ["redis-1", "ingest-1", "enrich-1", "enrich-2", "store-1"]
    assert running.exit_codes() == dict.fromkeys(expected, 0)
    running.compose("start")


def totals(system: Project) -> dict[str, int]:
    return json.loads(system.dateline("status", "--json"))["totals"]


def log(system: Project, service: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in system.log_lines(service)]
