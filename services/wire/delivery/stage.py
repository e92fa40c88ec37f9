"""A stage: what a service does with entries, said without a word about how they are delivered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.events import Event
from services.wire.failures import Poison

Work = Callable[[Sequence[Entry]], list[Outcome]]


@dataclass(frozen=True)
class Stage:
    """A service, as delivery sees it.

    `work` runs in a thread and gives one outcome an entry. It may raise Transient (the batch waits and is tried
    again); any other exception makes the batch run entry by entry, and the entry that raises dies alone.
    `count` and `size` (bytes) bound what is worked on at once.
    """

    name: str
    source: str
    target: str
    work: Work
    passed: Event
    count: int
    size: int = 4_000_000


def each(work: Callable[[Entry], Outcome]) -> Work:
    """Turn work on one entry into work on many: an entry that raises Poison becomes a dead letter."""

    def on_all(entries: Sequence[Entry]) -> list[Outcome]:
        return [or_dead(work, entry) for entry in entries]

    return on_all


def or_dead(work: Callable[[Entry], Outcome], entry: Entry) -> Outcome:
    """The outcome of `work`, or a dead letter where it raises Poison."""
    try:
        return work(entry)
    except Poison as poison:
        return Dead(str(poison))
