"""A stage: what a service does with entries, said without a word about how they are delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from services.wire.delivery.entry import Entry
from services.wire.delivery.expiring import Retention
from services.wire.delivery.moving import Archive
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.trails import trail_to
from services.wire.events import Event
from services.wire.failures import Poison
from services.wire.messages import Envelope, decode
from services.wire.messages.base import Message
from services.wire.messages.trail import Trail

M = TypeVar("M", bound=Message)

Work = Callable[[Sequence[Entry]], list[Outcome]]


@dataclass(frozen=True)
class Stage:
    """A service, as delivery sees it.

    `work` runs in a thread and gives one outcome an entry. It may raise Transient (the batch waits and is tried
    again); any other exception makes the batch run entry by entry, and the entry that raises dies alone. An entry
    that is known to be bad gets the outcome Dead. An idle service calls it without entries now and then, to learn
    whether what it needs is there.
    `count` and `size` (bytes) bound what is worked on at once. A service that has an `archive` moves old dead letters
    there; one that has a `retention` deletes there what is too old. `close` gives back what `work` holds open.
    """

    name: str
    source: str
    target: str
    work: Work
    passed: Event
    count: int
    size: int = 4_000_000
    archive: Archive | None = None
    retention: Retention | None = None
    close: Callable[[], None] = lambda: None


def each(work: Callable[[Entry], Outcome]) -> Work:
    """Turn work on one entry into work on many."""
    return lambda entries: [work(entry) for entry in entries]


class Received(NamedTuple, Generic[M]):
    """A message that could be read, with the entry that it came in."""

    entry: Entry
    envelope: Envelope
    message: M

    @property
    def trail(self) -> Trail:
        """The way that it came."""
        return trail_to(self.entry, self.envelope.came_by)


def on_readable(model: type[M], work: Callable[[Sequence[Received[M]]], list[Outcome]]) -> Work:
    """Turn work on messages into work on entries: what can't be read becomes a dead letter, the rest goes on."""

    def on_entries(entries: Sequence[Entry]) -> list[Outcome]:
        read = [_read(entry, model) for entry in entries]
        results = iter(work([message for message in read if not isinstance(message, Dead)]))
        return [message if isinstance(message, Dead) else next(results) for message in read]

    return on_entries


def _read(entry: Entry, model: type[M]) -> Received[M] | Dead:
    try:
        return Received(entry, *decode(entry.body(), model))
    except Poison as poison:
        return Dead(str(poison))
