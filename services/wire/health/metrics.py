"""What is counted and measured, by stage. `docs/metrics.md` explains it to those who watch."""

from collections.abc import Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # a second series for each counter, which says only when the process started

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)


def _counter(name: str, meaning: str) -> Counter:
    return Counter(f"dateline_{name}", meaning, ["stage"], registry=REGISTRY)


def _gauge(name: str, meaning: str) -> Gauge:
    return Gauge(f"dateline_{name}", meaning, ["stage"], registry=REGISTRY)


def _histogram(name: str, meaning: str, buckets: Sequence[float]) -> Histogram:
    return Histogram(f"dateline_{name}", meaning, ["stage"], registry=REGISTRY, buckets=buckets)


RECEIVED = _counter("entries_received", "Entries that this worker was given: read from its stream or taken over.")
PROCESSED = _counter("entries_processed", "Entries passed on to the next stage, or stored.")
DUPLICATE = _counter("entries_duplicate", "Entries whose content was known already: acknowledged, nothing passed on.")
DELETED = _counter(
    "entries_deleted", "Entries whose article was deleted after they were published: acknowledged, nothing stored."
)
DEAD = _counter("entries_dead", "Entries that became dead letters.")
LOST = _counter(
    "entries_lost",
    "Entries that had been acknowledged, or deleted, before this worker could: its work counts for nothing.",
)
CLAIMED = _counter("entries_claimed", "Entries taken over from workers that were silent for too long.")
RETRIED = _counter(
    "entries_retried", "Entries tried again since something that their batch needs was away, once a try."
)

BATCH_ENTRIES = _histogram("batch_entries", "Entries in a batch.", (1, 2, 4, 8, 16, 32, 64, 128))
BATCH_SECONDS = _histogram(
    "batch_duration_seconds",
    "Seconds from taking a batch in hand to its acknowledgement.",
    (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)

LAG = _gauge("lag_entries", "Entries of the stream that no worker of the stage was given yet.")
PENDING = _gauge("pending_entries", "Entries given to workers of the stage and not acknowledged yet.")
OLDEST = _gauge(
    "oldest_entry_age_seconds", "Seconds since the oldest of both was added to the stream; 0 if none is left."
)
DEAD_LETTERS = Gauge(
    "dateline_dead_letters",
    "Dead letters of all stages in articles.dead, without those in the database.",
    registry=REGISTRY,
)

UNKNOWN = float("nan")
"""What gauges show while Redis can't be asked: an old number would be taken for a true one."""

_COUNTED_FROM_ZERO = (
    RECEIVED,
    PROCESSED,
    DUPLICATE,
    DELETED,
    DEAD,
    LOST,
    CLAIMED,
    RETRIED,
    BATCH_ENTRIES,
    BATCH_SECONDS,
)


def begin(stage: str) -> None:
    """Show what has not happened yet as 0 rather than not at all, so that its first time is seen as a rise."""
    for metric in _COUNTED_FROM_ZERO:
        metric.labels(stage)
    show_backlog(stage, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)


def show_backlog(stage: str, lag: float, pending: float, oldest: float, dead_letters: float) -> None:
    """Set the gauges to what was found in Redis."""
    LAG.labels(stage).set(lag)
    PENDING.labels(stage).set(pending)
    OLDEST.labels(stage).set(oldest)
    DEAD_LETTERS.set(dead_letters)
