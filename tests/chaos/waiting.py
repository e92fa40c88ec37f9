"""A worker that has entries in hand and does not get on with them, for as long as a test wants."""

import time

import marked_enrich
from crew import Worker
from marked_enrich import WAIT, WAITS
from publishing import articles, client
from trial import STARTING, Trial

from services.wire.events import Event
from services.wire.streams import CLEAN

NUMBER = 10
"""How many entries it has in hand: all that there are."""


def worker_that_waits(trial: Trial, **environment: str) -> Worker:
    """Start one of each service and a second enrich. The first has all entries in hand and waits for `go_on`."""
    trial.crew.programs["enrich"] = [marked_enrich.__file__]
    trial.crew.environment |= {WAIT: str(trial.folder / "go on"), **environment}
    trial.start(enrich=0)
    trial.publish(articles(NUMBER, f"bridge that {WAITS}"))
    trial.log.until(Event.ARTICLE_INGESTED, NUMBER)
    worker = trial.crew.start("enrich")
    trial.log.until(Event.SERVICE_STARTED, pid=worker.pid, seconds=STARTING)
    with client(trial.url) as redis:
        while redis.xpending(CLEAN, "enrich")["pending"] < NUMBER:
            time.sleep(0.02)
    other = trial.crew.start("enrich")
    trial.log.until(Event.SERVICE_STARTED, pid=other.pid, seconds=STARTING)
    return worker


def go_on(trial: Trial) -> None:
    """From now on nobody waits."""
    (trial.folder / "go on").touch()
