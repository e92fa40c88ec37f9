"""How a replayed entry failed before: a note that travels in the entry, beside the fields that were sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter

from services.wire.delivery.field_pairs import Pairs, from_pairs, to_pairs

NOTE = b"__history__"
"""The field that holds the note. Only replays write it."""

MOST_FIELDS = 1_000
"""Lua hands on at most some 8,000 values at once: entries of more fields than this are packed into one."""


_ID = r"^[0-9]{1,20}-[0-9]{1,20}$"


def is_entry_id(text: str) -> bool:
    """Whether this is the whole id of a stream entry."""
    return re.fullmatch(_ID, text) is not None


@dataclass(frozen=True, slots=True)
class Failure:
    """One time that an entry became a dead letter, whose id is `letter`. `failed` is in ISO 8601."""

    letter: str
    stage: str
    reason: str
    entry: Annotated[str, Field(pattern=_ID)]
    deliveries: int
    failed: str


History = tuple[Failure, ...]
"""All failures, the first one first."""

HISTORY: TypeAdapter[History] = TypeAdapter(History)


@dataclass(frozen=True, slots=True)
class _Note:
    failures: Annotated[History, Field(min_length=1)]
    packed: Pairs | None = None


_NOTE = TypeAdapter(_Note)


def with_history(fields: Mapping[bytes, bytes], history: History) -> dict[bytes, bytes]:
    """The fields of an entry that is replayed: those that were sent, and the note.

    Those of a very large entry, and of one that was sent with a field of the note's name, are in the note.
    """
    if len(fields) > MOST_FIELDS or NOTE in fields:
        return {NOTE: _NOTE.dump_json(_Note(history, to_pairs(fields)))}
    return {**fields, NOTE: _NOTE.dump_json(_Note(history))}


def without_history(fields: Mapping[bytes, bytes]) -> tuple[Mapping[bytes, bytes], History]:
    """The fields as they were sent, and the history. What is no note of ours is a field like any other."""
    if NOTE not in fields:
        return fields, ()
    try:
        note = _NOTE.validate_json(fields[NOTE])
        sent = from_pairs(note.packed) if note.packed is not None else {**fields}
    except ValueError:
        return fields, ()
    if note.packed is None:
        del sent[NOTE]
    return sent, note.failures
