"""How soon the entries of a worker that is gone are worked on by another."""

import time

import marked_enrich
import pytest
from marked_enrich import WAIT, WAITS
from publishing import articles, client

from services.wire.events import Event
from services.wire.streams import CLEAN

NUMBER = 10


@pytest.fixture
def waiting(trial):
    """A worker of enrich that has all entries in hand and waits, and another that has nothing to do."""
    trial.crew.programs["enrich"] = [marked_enrich.__file__]
    trial.crew.environment[WAIT] = str(trial.folder / "go on")

    def begin(**environment: str):
        trial.crew.environment.update(environment)
        trial.start(enrich=0)
        trial.publish(articles(NUMBER, f"bridge that {WAITS}"))
        trial.log.until(Event.ARTICLE_INGESTED, NUMBER)
        worker, other = trial.crew.start("enrich"), None
        trial.log.until(Event.SERVICE_STARTED, pid=worker.pid, seconds=60)
        with client(trial.url) as redis:
            while redis.xpending(CLEAN, "enrich")["pending"] < NUMBER:
                time.sleep(0.02)
        other = trial.crew.start("enrich")
        trial.log.until(Event.SERVICE_STARTED, pid=other.pid, seconds=60)
        return worker

    yield begin


def test_entries_of_a_worker_that_died_are_worked_on_within_five_seconds_of_the_minimum_idle_time(trial, waiting):
    worker = waiting()
    seen = len(trial.log.lines)
    worker.kill()
    trial.strike()
    (trial.folder / "go on").touch()
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=6)
    trial.settle("   a worker dies: its entries are worked on")


def test_entries_of_a_worker_told_to_stop_are_worked_on_at_once(trial, waiting):
    worker = waiting(DATELINE_MIN_IDLE="60", DATELINE_DRAIN="1")
    seen = len(trial.log.lines)
    assert worker.terminate(seconds=10) == 0
    trial.strike()
    (trial.folder / "go on").touch()
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=2)
    trial.settle("   a worker is told to stop: its entries are worked on")


def test_a_second_signal_ends_a_worker_at_once_and_its_entries_are_worked_on_at_once(trial, waiting):
    worker = waiting(DATELINE_MIN_IDLE="60", DATELINE_DRAIN="25")
    seen = len(trial.log.lines)
    worker.process.terminate()
    trial.log.until(Event.SERVICE_STOPPING, pid=worker.pid)
    assert worker.terminate(seconds=4) == 0
    trial.strike()
    (trial.folder / "go on").touch()
    trial.log.until(Event.ENTRY_CLAIMED, NUMBER, since=seen, seconds=2)
    trial.settle("   a worker gets a second SIGTERM: likewise")
