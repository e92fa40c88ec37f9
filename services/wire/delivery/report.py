"""One log line for each article and stage."""

import logging
import time
from collections.abc import Sequence

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import DUPLICATE, LOST
from services.wire.delivery.outcome import Dead, Finish, Identify, Outcome
from services.wire.delivery.stage import Stage
from services.wire.events import Event
from services.wire.logs import log


def report(stage: Stage, done: Sequence[tuple[Entry, Outcome]], results: Sequence[int], *, seconds: float) -> None:
    """Log what became of a batch that took `seconds` from being taken in hand to the acknowledgement."""
    now = time.time()
    for (entry, outcome), result in zip(done, results, strict=True):
        event, level = _event(stage, outcome, result)
        more = {**outcome.facts.more}
        if isinstance(outcome, Dead):
            more |= {"reason": outcome.reason, "deliveries": entry.deliveries}
        if isinstance(outcome, Identify) and result > 0:
            more["revision"] = result
        log(
            event,
            level=level,
            article_id=outcome.facts.article_id,
            trace_id=outcome.facts.trace_id,
            entry=entry.id,
            **more,
            waited_ms=_milliseconds(max(now - seconds - entry.added.timestamp(), 0)),
            duration_ms=_milliseconds(seconds),
            batch=len(done),
        )


def report_claim(entry: Entry) -> None:
    """Log that an entry was taken over."""
    log(Event.ENTRY_CLAIMED, level=logging.WARNING, entry=entry.id, deliveries=entry.deliveries)


def _event(stage: Stage, outcome: Outcome, result: int) -> tuple[Event, int]:
    if result == LOST:
        return Event.ENTRY_LOST, logging.WARNING
    if isinstance(outcome, Dead):
        return Event.ENTRY_DEAD, logging.ERROR
    if result == DUPLICATE or (isinstance(outcome, Finish) and outcome.counter == "duplicates"):
        return Event.ARTICLE_DUPLICATE, logging.INFO
    return stage.passed, logging.INFO


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
