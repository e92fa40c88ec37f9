"""A run during which everything happens: workers come, go and are killed, servers restart, all of it stops.

The seeds and 2,000 generated articles are published meanwhile; then the ledger is balanced.
"""

import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import evidence
import pytest
from compose_project import SERVICES, Project, reachable
from container_logs import Lines
from ledger import Account, Ledger, Row, Sent
from publishing import article, articles, client, publish
from redis.exceptions import RedisError

from services.wire.streams import RAW

pytestmark = pytest.mark.docker

PASSED = ("article.ingested", "article.enriched", "article.stored")
GENERATED, TWICE, EMPTY = 2_000, 50, 5
SEEDS, SEEDS_TWICE = 29, 1
"""Entries of the seeds that are stored, and those whose content is there already."""


@dataclass(frozen=True)
class Run:
    """What is known of the run after it."""

    seeds: set[str]
    """Ids of the entries of the seeds."""
    rows: list[Row]
    totals: Counter[str]
    account: Account
    """Of all entries but the seeds."""
    killed: dict[str, int]
    stopped: dict[str, int]
    """Exit codes of the containers that had ended after `docker kill`, and after `docker compose stop`."""
    logs: dict[str, dict[str, Lines]]
    """Of each service, of each of its containers."""


def entries() -> Iterator[Sent]:
    """What is published: after some articles, one that was there before, or an entry without anything."""
    for number, each in enumerate(articles(GENERATED)):
        yield each
        if number % (GENERATED // TWICE) == GENERATED // TWICE - 1:
            yield article(number // 2)
        if number % (GENERATED // EMPTY) == GENERATED // EMPTY - 1:
            yield Sent({b"body": b""}, None)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """All of it, once."""
    with reachable(DATELINE_MIN_IDLE="5") as system, ThreadPoolExecutor(1) as pool, client(system.redis_url) as redis:
        system.compose("up", "--detach", "--wait", "--wait-timeout", "60", "redis", "postgres")
        system.dateline("publish", "/seeds")
        seeds = {entry.decode() for entry, _ in redis.xrange(RAW)}
        system.compose("up", "--detach", "--scale", "ingest=2", "--scale", "store=2")
        ledger = Ledger()
        publishing = pool.submit(publish, redis, ledger, entries(), 40)  # a second

        until_stored(system, 200)
        system.scale("enrich", 3)
        until_stored(system, 500)
        killed = kill_one_of_each(system)
        until_stored(system, 800)
        system.compose("restart", "redis")
        until_stored(system, 1_000)
        system.compose("restart", "postgres")
        until_stored(system, 1_200)
        system.compose("stop")
        stopped = system.exit_codes()
        system.compose("start")
        until_stored(system, 1_400)
        system.scale("enrich", 1)
        publishing.result()
        system.dateline("wait", "--timeout", "300")

        rows = evidence.rows(system.database_url)
        totals = Counter(evidence.totals(redis))
        of_others = [row for row in rows if row.entry not in seeds]
        letters = evidence.letters(redis, system.database_url)
        account = ledger.settle(of_others, letters, totals - Counter(stored=SEEDS, duplicates=SEEDS_TWICE))
        logs = {service: system.logs(service) for service in SERVICES}
        yield Run(seeds, rows, totals, account, killed, stopped, logs)


def until_stored(system: Project, number: int) -> None:
    """Wait until so many articles are in the database and counted, also while Redis starts."""
    deadline, stored = time.monotonic() + 180, 0
    with client(system.redis_url) as redis:
        while stored < number:
            assert time.monotonic() < deadline, f"{stored} stored within 180 s, not {number}"
            time.sleep(0.1)
            with suppress(RedisError):
                stored = evidence.totals(redis).get("stored", 0)


def kill_one_of_each(system: Project) -> dict[str, int]:
    """Kill a worker of each service and have them started again, which Docker does not do after `docker kill`."""
    workers = [system.containers(service)[0] for service in SERVICES]
    subprocess.run(["docker", "kill", *workers], capture_output=True, check=True, timeout=60)
    codes = system.exit_codes()
    system.compose("start", *SERVICES)
    return codes


def test_every_entry_ended_as_exactly_one_thing(run: Run):
    assert run.account.exact, str(run.account)
    ended = (run.account.stored, run.account.duplicates, run.account.dead)
    assert tuple(map(len, ended)) == (GENERATED, TWICE, EMPTY)


def test_the_seeds_are_stored_beside_them(run: Run):
    of_seeds = [row.entry for row in run.rows if row.entry in run.seeds]
    assert len(of_seeds) == len(set(of_seeds)) == SEEDS
    assert len(run.seeds) == SEEDS + SEEDS_TWICE


def test_the_counters_say_what_is_in_the_database(run: Run):
    assert run.totals == {"stored": len(run.rows), "duplicates": TWICE + SEEDS_TWICE, "dead": EMPTY}


def test_a_worker_of_each_service_was_killed(run: Run):
    assert sorted(name.partition("-")[0] for name in run.killed) == sorted(SERVICES)
    assert {*run.killed.values()} == {137}


def test_everything_stops_in_good_order_in_the_middle_of_its_work(run: Run):
    workers = ["ingest-1", "ingest-2", "enrich-1", "enrich-2", "enrich-3", "store-1", "store-2"]
    assert run.stopped == dict.fromkeys(["redis-1", "postgres-1", *workers], 0)


def test_a_worker_that_is_no_longer_wanted_ends_in_good_order(run: Run):
    gone = [lines for name, lines in run.logs["enrich"].items() if not name.endswith("-enrich-1")]
    assert [lines[-1]["event"] for lines in gone] == ["service.stopped"] * 2


def test_every_container_wrote_nothing_but_log_lines(run: Run):
    assert {service: len(logs) for service, logs in run.logs.items()} == {"ingest": 2, "enrich": 3, "store": 2}
    every = [line for service in SERVICES for line in lines(run, service)]
    assert all({"timestamp", "level", "event", "service", "worker"} <= line.keys() for line in every)
    assert [line["event"] for line in every if line["level"] == "error"] == ["entry.dead"] * EMPTY


def test_an_article_has_one_trace_id_in_all_three_services(run: Run):
    traces = [
        {(line["article_id"], line["trace_id"]) for line in lines(run, service) if line["event"] == event}
        for service, event in zip(SERVICES, PASSED, strict=True)
    ]
    # A worker that is killed may not have written down the last batch that it acknowledged.
    assert len(set.intersection(*traces)) > GENERATED * 0.8


def lines(run: Run, service: str) -> Lines:
    return [line for log in run.logs[service].values() for line in log]
