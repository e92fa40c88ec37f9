"""Scenario 9: a worker of each service stands still for three times the minimum idle time, then goes on."""

import time

from publishing import articles

from services.wire.events import Event


def test_a_worker_that_was_frozen_neither_loses_nor_doubles_anything(trial, long):
    number, times = (5_000, 5) if long else (400, 1)
    trial.start(ingest=2, enrich=2, store=2)
    with trial.publishing(articles(number), 150):
        for _ in range(times):
            seen = len(trial.log.lines)
            trial.log.until(Event.ARTICLE_STORED, since=seen)
            frozen = [trial.crew.workers(service)[0] for service in ("ingest", "enrich", "store")]
            for worker in frozen:
                worker.freeze()
            time.sleep(3)  # three times the minimum idle time
            for worker in frozen:
                worker.thaw()
            trial.strike()
    assert len(trial.settle("9  one worker of each frozen").stored) == number
