"""Scenario 3: the database is away under load."""

import sqlite3
import time
from contextlib import ExitStack, closing

import postgres_server
from publishing import articles

from services.wire.events import Event


def test_no_article_is_lost_or_doubled_while_another_process_locks_sqlite(trial, long):
    number, seconds = (3_000, 10) if long else (300, 2.5)
    trial.start()
    with trial.publishing(articles(number), number / (2 * seconds)):
        trial.log.until(Event.ARTICLE_STORED)
        with closing(sqlite3.connect(trial.database.removeprefix("sqlite:///"), timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            if long:  # SQLite itself waits for 5 s
                trial.log.until(Event.BATCH_WAITING, service="store")
            other.rollback()
        trial.strike()
    assert len(trial.settle("3  SQLite locked").stored) == number


def test_no_article_is_lost_or_doubled_while_postgresql_is_stopped_and_killed(trial, tmp_path, long):
    number, seconds = (3_000, 10) if long else (300, 2)
    with postgres_server.start(tmp_path / "postgres") as first, ExitStack() as stack:
        trial.store_in(first.url)
        trial.start()
        server = first
        with trial.publishing(articles(number), 100):
            for end in ("stop", "kill"):
                seen = len(trial.log.lines)
                trial.log.until(Event.ARTICLE_STORED, since=seen)
                getattr(server, end)()
                trial.log.until(Event.BATCH_WAITING, since=seen, service="store")
                time.sleep(seconds)
                server = stack.enter_context(postgres_server.start(tmp_path / "postgres", first.port))
                trial.strike()
        assert len(trial.settle("3  PostgreSQL stopped, then killed").stored) == number
