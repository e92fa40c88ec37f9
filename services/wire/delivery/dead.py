"""Dead letters: what failed, where, why, how often before, and what was sent, byte for byte."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from services.wire.delivery.entry import Entry
from services.wire.delivery.field_pairs import from_pairs, to_pairs
from services.wire.delivery.history import HISTORY, MOST_FIELDS, Failure, History, is_entry_id
from services.wire.delivery.outcome import Dead
from services.wire.failures import Poison
from services.wire.messages.envelope import open_envelope
from services.wire.redo import is_redo
from services.wire.streams import RAW

ORIGINAL = b"original."
"""Prefix of the fields that hold the original ones."""

PACKED = b"original"
"""The field that holds them all where there are very many: a JSON array of names and values, each in base64."""

_MOST_FAILURES = 100  # somebody may replay all there is every hour, for ever


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A dead letter as it is kept. `id` is that in articles.dead, also once it has moved to the database.

    Times are in ISO 8601, UTC. What it does not tell is empty: anybody can add to the stream.
    """

    id: str
    fields: Mapping[bytes, bytes]

    @property
    def stage(self) -> str:
        """The service in which it failed."""
        return self._text("stage")

    @property
    def reason(self) -> str:
        """Why, in a line."""
        return self._text("reason")

    @property
    def stream(self) -> str:
        """The stream from which it was read."""
        return self._text("stream")

    @property
    def entry(self) -> str:
        """Its id there."""
        return self._text("entry")

    @property
    def origin(self) -> str:
        """Id of the entry of articles.raw that it began as, if that could be told."""
        return self._text("origin")

    @property
    def counter(self) -> str:
        """What it is counted as in the totals."""
        return counter_of(self.origin)

    @property
    def deliveries(self) -> int:
        """How often it was delivered, the last time included."""
        number = self._text("deliveries")
        return int(number) if number.isdecimal() else 0

    @property
    def article_id(self) -> str:
        """The article's id, if it was known."""
        return self._text("article_id")

    @property
    def trace_id(self) -> str:
        """The trace id, if it was known."""
        return self._text("trace_id")

    @property
    def added(self) -> str:
        """When it was added to its stream."""
        return self._text("added")

    @property
    def failed(self) -> str:
        """When it failed."""
        return self._text("failed")

    @property
    def traceback(self) -> str:
        """For failures that nobody foresaw."""
        return self._text("traceback")

    @property
    def history(self) -> History:
        """How it had failed before, each time that it was replayed."""
        with suppress(ValueError):
            return HISTORY.validate_json(self.fields.get(b"history", b"[]"))
        return ()

    @property
    def original(self) -> Mapping[bytes, bytes]:
        """The fields that were sent."""
        with suppress(ValueError, TypeError):
            return from_pairs(json.loads(self.fields[PACKED])) if PACKED in self.fields else self._prefixed()
        return self._prefixed()

    def failures(self) -> History:
        """Its history, and how it failed this time; of very many failures the first and the latest.

        Raises ValueError for a letter that Dateline did not write.
        """
        if not is_entry_id(self.entry):
            raise ValueError(f"{self.entry!r} is no id of an entry")
        this = Failure(self.id, self.stage, self.reason, self.entry, self.deliveries, self.failed)
        history = self.history
        return (*history[:1], *history[1:][2 - _MOST_FAILURES :], this)

    def _prefixed(self) -> Mapping[bytes, bytes]:
        found = self.fields.items()
        return {name.removeprefix(ORIGINAL): value for name, value in found if name.startswith(ORIGINAL)}

    def _text(self, name: str) -> str:
        return self.fields.get(name.encode(), b"").decode(errors="replace")


def counter_of(origin: str) -> str:
    """What a letter is counted as: the second enrichment of an article is no entry of the raw stream."""
    return "redone.dead" if is_redo(origin) else "dead"


def letter(entry: Entry, dead: Dead, *, stage: str, stream: str) -> dict[bytes, bytes]:
    """The fields of a new dead letter. Original fields follow under `original.NAME`, unchanged, or in `original`."""
    article_id, origin = _known(entry, dead, stream)
    told = {
        "stage": stage,
        "reason": dead.reason,
        "stream": stream,
        "entry": entry.id,
        "origin": origin,
        "deliveries": str(entry.deliveries),
        "article_id": article_id,
        "trace_id": dead.facts.trace_id or "",
        "added": entry.added.isoformat(timespec="milliseconds"),
        "failed": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "traceback": dead.traceback,
        "history": HISTORY.dump_json(entry.history).decode(),
    }
    fields = {name.encode(): value.encode(errors="replace") for name, value in told.items()}
    if len(entry.fields) <= MOST_FIELDS:
        return fields | {ORIGINAL + name: value for name, value in entry.fields.items()}
    return fields | {PACKED: json.dumps(to_pairs(entry.fields)).encode()}


def _known(entry: Entry, dead: Dead, stream: str) -> tuple[str, str]:
    """Ids of the article and of its raw entry. Work that got nowhere could not tell: the message may."""
    article_id = dead.facts.article_id
    if stream == RAW:
        return article_id or "", entry.origin
    origin = ""
    with suppress(Poison):
        envelope = open_envelope(entry.body())
        article_id, origin = article_id or envelope.subject, envelope.id
    return article_id or "", origin
