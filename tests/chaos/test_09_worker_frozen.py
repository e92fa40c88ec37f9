"""Scenario 9: a worker of each service stands still for three times the minimum idle time, then goes on."""

import time

from publishing import articles
from waiting import NUMBER, go_on, worker_that_waits

from services.wire.events import Event

THREE_TIMES_IDLE = 3  # seconds


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
            time.sleep(THREE_TIMES_IDLE)
            for worker in frozen:
                worker.thaw()
            trial.strike()
    assert len(trial.settle("9  one worker of each frozen under load").stored) == number


def test_what_it_had_in_hand_is_done_by_another_and_its_own_work_counts_for_nothing(trial):
    worker = worker_that_waits(trial)
    frozen = time.monotonic()
    worker.freeze()
    go_on(trial)
    assert trial.drained(60)
    time.sleep(max(frozen + THREE_TIMES_IDLE - time.monotonic(), 0))
    worker.thaw()
    trial.strike()
    trial.log.until(Event.ENTRY_LOST, NUMBER, pid=worker.pid)
    assert len(trial.settle("9  a frozen worker's entries are done by another").stored) == NUMBER
