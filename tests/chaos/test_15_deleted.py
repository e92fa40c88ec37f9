"""Scenario 15: articles are deleted, wherever they are just then, while services are killed."""

import os
import random
import subprocess
import sys

import postgres_server
import pytest
from publishing import articles

from services.ingest.identity import article_id

AT_ONCE = 8


def test_what_is_deleted_stays_away_and_everything_else_arrives(trial, long):
    number, a_second = (5_000, 60) if long else (400, 25)
    delete_while_articles_pass(trial, number, a_second)
    account = trial.settle("15 some deleted, services killed")
    assert len(account.stored) + len(account.deleted) == number
    assert account.deleted


def test_so_it_is_in_postgresql(trial, tmp_path, long):
    if not long:
        pytest.skip("the long form alone: the contract of deletions is tried on both databases")
    with postgres_server.start(tmp_path / "postgres") as server:
        trial.store_in(server.url)
        delete_while_articles_pass(trial, 3_000, 60)
        assert trial.settle("15 some deleted, services killed, PostgreSQL").deleted


def delete_while_articles_pass(trial, number, a_second):
    # One that is killed while an entry runs alone counts against that entry, and here nobody but chance is to blame.
    trial.crew.environment["DATELINE_MAX_DELIVERIES"] = "10"
    trial.start(ingest=2, enrich=2, store=2)
    with trial.publishing(articles(number), a_second):
        while trial.more_to_come(0.2):
            sent = [entry for entry in [*trial.ledger.sent] if entry not in trial.ledger.deleted]
            chosen = {*sent[-AT_ONCE // 2 :], *random.sample(sent, min(AT_ONCE // 2, len(sent)))}
            deleting = delete(trial, chosen)
            trial.crew.anyone().kill()
            told, _ = deleting.communicate(timeout=60)
            assert deleting.returncode == 0, told
            trial.ledger.deleted |= chosen
            trial.strike()


def delete(trial, entries):
    """The command that deletes the articles of these entries, at work."""
    fields = [trial.ledger.sent[entry].fields for entry in entries]
    ids = [
        article_id(url=None, source=None, own_id=None, headline=each[b"headline"].decode(), body=each[b"body"].decode())
        for each in fields
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "services.console", "delete", *ids],
        env={**os.environ, **trial.crew.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
