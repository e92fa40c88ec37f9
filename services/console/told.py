"""What an entry or a dead letter tells of the article in it, as far as it can be told."""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple, cast

from services.ingest.settings import IngestSettings
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.entry import Entry
from services.wire.delivery.history import is_entry_id
from services.wire.delivery.outcome import Identify
from services.wire.failures import Poison
from services.wire.messages.envelope import open_envelope
from services.wire.redo import is_redo
from services.wire.streams import CLEAN, ENRICHED, RAW


class Told(NamedTuple):
    """An article: its id, source and time of publication if they are known, and the raw entry that brought it.

    `redo`: it is a stored one that is to be enriched again, and counts apart from what is published.
    """

    id: str
    source: str | None
    published: str | None
    entry: str
    redo: bool = False


Tell = Callable[[Entry], Told | None]


def tellers() -> Mapping[str, Tell]:
    """For each stream what tells the article in an entry of it, None where nobody can. Raises WrongSources."""
    from services.ingest.app import ingesting  # noqa: PLC0415 - half a second that no other command should have to wait

    # What was too large for ingest is an article all the same.
    ingest = ingesting(IngestSettings().model_copy(update={"max_bytes": sys.maxsize}))

    def raw(entry: Entry) -> Told | None:
        outcome = ingest(entry)
        return _message(outcome.head + b"0" + outcome.tail) if isinstance(outcome, Identify) else None

    def later(entry: Entry) -> Told | None:
        with suppress(Poison):
            return _message(entry.body())
        return None

    return {RAW: raw, CLEAN: later, ENRICHED: later}


def told_by_letter(letter: DeadLetter, tellers: Mapping[str, Tell]) -> Told | None:
    """The same for a dead letter, which may know the article's id although its message can't be read."""
    if letter.stream in tellers and is_entry_id(letter.entry):
        found = tellers[letter.stream](Entry(letter.entry, letter.original, history=letter.history))
        if found:
            return found
    return Told(letter.article_id, None, None, letter.origin) if letter.article_id else None


def _message(payload: bytes) -> Told | None:
    """What a message tells, of whatever version it is."""
    try:
        envelope = open_envelope(payload)
    except Poison:
        return None
    data: object = envelope.data
    data = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    id, source, published = (_text(data, name) for name in ("id", "source", "published"))
    id = id or envelope.subject
    entry = _text(data, "entry") or envelope.id
    return Told(id, source, published, entry, is_redo(envelope.id)) if id else None


def _text(data: Mapping[str, object], name: str) -> str | None:
    value = data.get(name)
    return value if isinstance(value, str) else None
