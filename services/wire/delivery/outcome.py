"""What can become of an entry. The hop script carries it out together with the acknowledgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from services.wire.messages.trail import Trail


@dataclass(frozen=True, slots=True)
class Facts:
    """What a log line says about an article besides the event and the durations; `trail` is its way up to here."""

    article_id: str | None = None
    trail: Trail | None = None
    more: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def trace_id(self) -> str | None:
        """The W3C trace id of the article, if it is known."""
        return self.trail.trace_id if self.trail else None


@dataclass(frozen=True, slots=True)
class Forward:
    """Pass a message on to the next stream."""

    payload: bytes
    facts: Facts


@dataclass(frozen=True, slots=True)
class Identify:
    """Pass a message on unless the same content is known to be stored under this id.

    The script writes the number of the revision between `head` and `tail`, which together are the message.
    """

    article_id: str
    content_hash: str
    head: bytes
    tail: bytes
    facts: Facts


Counter = Literal["stored", "duplicates", "deleted", "redone"]


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of the line: count it, and remember that the content is stored, or of a deleted article nothing.

    What was enriched again (`redone`) is no news of the content, and nothing is remembered.
    """

    counter: Counter
    article_id: str
    content_hash: str
    revision: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Dead:
    """Move the entry to the dead letters. `traceback` is for failures that nobody foresaw."""

    reason: str
    facts: Facts = field(default_factory=Facts)
    traceback: str = ""


Outcome = Forward | Identify | Finish | Dead
