"""An entry of a stream, as a worker has it in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from services.wire.delivery.history import History, without_history
from services.wire.failures import Poison
from services.wire.streams import BODY

_LATEST = 253_402_300_799_999  # milliseconds; the year 9999 ends. A publisher may give an entry any id


@dataclass(frozen=True, slots=True)
class Taken:
    """How entries were taken in hand together.

    `begun` is when, in Unix seconds by the clock of the worker; `entries` is how many these are.
    """

    stage: str
    worker: str
    begun: float
    entries: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery of a stream entry. `deliveries` counts this one too.

    `fields` are exactly those that were sent, also where the entry is the replay of a dead letter; its `history` tells
    how it failed before. `taken` says who works on it.
    """

    id: str
    fields: Mapping[bytes, bytes]
    deliveries: int = 1
    history: History = ()
    taken: Taken | None = None

    @classmethod
    def of(cls, id: bytes, fields: Mapping[bytes, bytes], deliveries: int = 1) -> Self:
        """An entry as Redis gives it."""
        sent, history = without_history(fields)
        return cls(id.decode(), sent, deliveries, history)

    def taken_in_hand(self, taken: Taken) -> Self:
        """The entry in somebody's hand."""
        return type(self)(self.id, self.fields, self.deliveries, self.history, taken)

    @property
    def origin(self) -> str:
        """The id that it had in this stream before it was ever replayed."""
        return self.history[0].entry if self.history else self.id

    @property
    def received(self) -> datetime:
        """When it was first added to this stream: the same at every redelivery and every replay."""
        return _time_of(self.origin)

    @property
    def added(self) -> datetime:
        """When it was added to the stream, by the clock of the Redis server: the same at every redelivery."""
        return _time_of(self.id)

    @property
    def size(self) -> int:
        """Bytes of all names and values."""
        return sum(len(name) + len(value) for name, value in self.fields.items())

    def body(self) -> bytes:
        """The message in it. Raises Poison where there is none."""
        body = self.fields.get(BODY.encode())
        if body is None:
            raise Poison(f"no field {BODY} in the entry")
        return body


def _time_of(id: str) -> datetime:
    milliseconds = min(int(id.partition("-")[0]), _LATEST)
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
