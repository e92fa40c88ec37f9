"""What becomes of entries, told to the log, one line each, and to the metrics."""

import logging
import time
from collections import Counter
from collections.abc import Sequence

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import DUPLICATE, LOST
from services.wire.delivery.outcome import Dead, Finish, Identify, Outcome
from services.wire.delivery.spans import span
from services.wire.delivery.stage import Stage
from services.wire.events import Event
from services.wire.health import metrics
from services.wire.logs import log
from services.wire.spans import sender

_LEVEL = {Event.ENTRY_LOST: logging.WARNING, Event.ENTRY_DEAD: logging.ERROR}

_COUNTER = {
    Event.ENTRY_LOST: metrics.LOST,
    Event.ENTRY_DEAD: metrics.DEAD,
    Event.ARTICLE_DUPLICATE: metrics.DUPLICATE,
    Event.ARTICLE_DELETED: metrics.DELETED,
}

_FINISHED = {
    "duplicates": Event.ARTICLE_DUPLICATE,
    "deleted": Event.ARTICLE_DELETED,
    "redone": Event.ARTICLE_REDONE,
}


def report(stage: Stage, done: Sequence[tuple[Entry, Outcome]], results: Sequence[int], *, seconds: float) -> None:
    """Tell what became of a batch that took `seconds` from being taken in hand to the acknowledgement."""
    events = [_event(stage, outcome, result) for (_, outcome), result in zip(done, results, strict=True)]
    _count(stage, events, seconds)
    now = time.time()
    if spans := sender():
        for (entry, outcome), event in zip(done, events, strict=True):
            if found := span(stage, entry, outcome, event, now):
                spans.add(found)
    for (entry, outcome), result, event in zip(done, results, events, strict=True):
        more = {**outcome.facts.more}
        if isinstance(outcome, Dead):
            more |= {"reason": outcome.reason, "deliveries": entry.deliveries}
        if isinstance(outcome, Identify) and result > 0:
            more["revision"] = result
        log(
            event,
            level=_LEVEL.get(event, logging.INFO),
            article_id=outcome.facts.article_id,
            trace_id=outcome.facts.trace_id,
            entry=entry.id,
            **more,
            waited_ms=_milliseconds(max(now - seconds - entry.added.timestamp(), 0)),
            duration_ms=_milliseconds(seconds),
            batch=len(done),
        )


def report_received(stage: Stage, entries: Sequence[Entry]) -> None:
    """Count entries that were just read."""
    metrics.RECEIVED.labels(stage.name).inc(len(entries))


def report_claims(stage: Stage, entries: Sequence[Entry]) -> None:
    """Tell that entries were taken over."""
    report_received(stage, entries)
    metrics.CLAIMED.labels(stage.name).inc(len(entries))
    for entry in entries:
        level = logging.WARNING if entry.deliveries > 1 else logging.INFO  # else it was handed back in good order
        log(Event.ENTRY_CLAIMED, level=level, entry=entry.id, deliveries=entry.deliveries)


def report_retry(stage: Stage, entries: Sequence[Entry]) -> None:
    """Count entries that are to be worked on again, since something they need is away."""
    metrics.RETRIED.labels(stage.name).inc(len(entries))


def _event(stage: Stage, outcome: Outcome, result: int) -> Event:
    if result == LOST:
        return Event.ENTRY_LOST
    if isinstance(outcome, Dead):
        return Event.ENTRY_DEAD
    if result == DUPLICATE:
        return Event.ARTICLE_DUPLICATE
    if isinstance(outcome, Finish) and outcome.counter in _FINISHED:
        return _FINISHED[outcome.counter]
    return stage.passed


def _count(stage: Stage, events: Sequence[Event], seconds: float) -> None:
    for event, number in Counter(events).items():
        _COUNTER.get(event, metrics.PROCESSED).labels(stage.name).inc(number)
    metrics.BATCH_ENTRIES.labels(stage.name).observe(len(events))
    metrics.BATCH_SECONDS.labels(stage.name).observe(seconds)


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
