"""Scenario 7: Redis takes no writes for a while."""

import time
from contextlib import ExitStack
from urllib.parse import urlsplit

from forwarder import Forwarder
from publishing import articles, client

from services.wire.events import Event

SERVICES = ("ingest", "enrich", "store")


def test_services_wait_for_a_read_only_redis_without_pressing_it_and_say_so_once(trial, server, long):
    number, seconds = (2_000, 10) if long else (200, 3)
    with ExitStack() as stack, client(server.url) as redis:
        ways = {name: stack.enter_context(Forwarder(urlsplit(server.url).port)) for name in SERVICES}
        for name, way in ways.items():
            trial.crew.start(name, DATELINE_REDIS_URL=way.url)
        trial.log.until(Event.SERVICE_STARTED, len(SERVICES), seconds=60)
        with trial.publishing(articles(number), 100):
            trial.log.until(Event.ARTICLE_STORED)
            redis.replicaof("127.0.0.1", 1)  # a replica of nobody: it keeps its data and takes no writes
            noticed = {}
            for name in SERVICES:
                trial.log.until(Event.REDIS_UNREACHABLE, service=name)
                noticed[name] = time.monotonic()
            time.sleep(seconds)
            ended = time.monotonic()
            redis.replicaof("NO", "ONE")
            trial.strike()
        for name, way in ways.items():
            assert way.passed(noticed[name], ended) <= 5 * (ended - noticed[name]), name
        assert len(trial.settle("7  Redis read-only").stored) == number
        for name in SERVICES:
            told = [line for line in trial.log.lines if line["service"] == name]
            reasons = [line["why"] for line in told if line["event"] == Event.REDIS_UNREACHABLE]
            # Before it, a blocked XREADGROUP may be told that the server changes.
            assert sum(" is a replica " in reason for reason in reasons) == 1, name
            assert len(reasons) == len(set(reasons)), name
            assert [line["event"] for line in told].count(Event.REDIS_REACHABLE) == 1, name
