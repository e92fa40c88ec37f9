"""Scenario 1: service processes are killed at random while articles pass."""

from publishing import articles


def test_no_article_is_lost_or_doubled_while_services_are_killed(trial, long):
    # One that is killed while an entry runs alone counts against that entry, and here nobody but chance is to blame.
    trial.crew.environment["DATELINE_MAX_DELIVERIES"] = "10"
    trial.start(ingest=2, enrich=2, store=2)
    number, a_second, every = (20_000, None, 2) if long else (500, 80, 1)
    with trial.publishing(articles(number), a_second):
        while trial.more_to_come(every):
            trial.crew.anyone().kill()
            trial.strike()
    assert len(trial.settle("1  service processes killed").stored) == number
