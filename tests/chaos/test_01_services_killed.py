"""Scenario 1: service processes are killed at random while articles pass."""

import postgres_server
import pytest
from publishing import articles


def test_no_article_is_lost_or_doubled_while_services_are_killed(trial, long):
    number, a_second, every = (20_000, None, 2) if long else (500, 80, 1)
    kill_while_articles_pass(trial, number, a_second, every)
    assert len(trial.settle("1  service processes killed").stored) == number


def test_nor_where_the_store_is_in_postgresql(trial, tmp_path, long):
    if not long:
        pytest.skip("the long form alone: scenario 3 has PostgreSQL in the short one")
    with postgres_server.start(tmp_path / "postgres") as server:
        trial.store_in(server.url)
        kill_while_articles_pass(trial, 5_000, a_second=None, every=2)
        assert len(trial.settle("1  service processes killed, PostgreSQL").stored) == 5_000


def kill_while_articles_pass(trial, number, a_second, every):
    # One that is killed while an entry runs alone counts against that entry, and here nobody but chance is to blame.
    trial.crew.environment["DATELINE_MAX_DELIVERIES"] = "10"
    trial.start(ingest=2, enrich=2, store=2)
    with trial.publishing(articles(number), a_second):
        while trial.more_to_come(every):
            trial.crew.anyone().kill()
            trial.strike()
