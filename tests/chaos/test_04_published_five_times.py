"""Scenario 4: every article comes five times, in any order, to four workers of each service."""

import random

from publishing import articles


def test_each_article_is_stored_once_and_its_copies_are_duplicates(trial, long):
    number = 1_000 if long else 60
    copies = [*articles(number)] * 5
    random.Random(4).shuffle(copies)
    trial.start(ingest=4, enrich=4, store=4)
    trial.publish(copies)
    account = trial.settle("4  each published five times, four workers each")
    assert (len(account.stored), len(account.duplicates)) == (number, 4 * number)
