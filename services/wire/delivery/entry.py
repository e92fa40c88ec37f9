"""An entry of a stream, as a worker has it in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from services.wire.failures import Poison
from services.wire.streams import BODY


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery of a stream entry. `deliveries` counts this one too."""

    id: str
    fields: Mapping[bytes, bytes]
    deliveries: int = 1

    @property
    def added(self) -> datetime:
        """When it was added to the stream, by the clock of the Redis server: the same at every redelivery."""
        return datetime.fromtimestamp(int(self.id.partition("-")[0]) / 1000, UTC)

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
