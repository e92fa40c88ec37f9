"""What a stage did with an entry, as a span for OpenTelemetry: named and described by its conventions for messaging."""

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.stage import Stage
from services.wire.delivery.trails import span_of
from services.wire.events import Event
from services.wire.spans import Span


def span(stage: Stage, entry: Entry, outcome: Outcome, event: Event, ended: float) -> Span | None:
    """The span of an entry that was acknowledged at `ended` (Unix seconds).

    None where its trace is not known, and where another worker was quicker: that one's is the span of this work.
    """
    taken, trail = entry.taken, outcome.facts.trail
    if not taken or not trail or event is Event.ENTRY_LOST:
        return None
    attributes: dict[str, str | int | float] = {
        "messaging.system": "redis",
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": stage.source,
        "messaging.consumer.group.name": stage.name,
        "messaging.message.id": entry.id,
        "messaging.batch.message_count": taken.entries,
        "dateline.event": event.value,
        "dateline.deliveries": entry.deliveries,
        "dateline.waited_ms": round(max(taken.begun - entry.added.timestamp(), 0) * 1000, 1),
    }
    if outcome.facts.article_id:
        attributes["dateline.article.id"] = outcome.facts.article_id
    failed = outcome.reason if isinstance(outcome, Dead) else None
    name, ended = f"process {stage.source}", max(ended, taken.begun)
    return Span(name, trail, span_of(entry, trail), taken.begun, ended, attributes, failed)
