"""Dead letters: what failed, where, why, and what was sent, byte for byte."""

import json
from base64 import b64encode
from datetime import UTC, datetime

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead

ORIGINAL = b"original."
"""Prefix of the fields that hold the original ones."""

_MOST_FIELDS = 1_000  # Lua unpacks at most some 8,000 values at once


def letter(entry: Entry, dead: Dead, *, stage: str, stream: str) -> dict[bytes, bytes]:
    """The fields of a dead letter. Original fields follow under `original.NAME`, unchanged.

    An entry of more fields than a script can pass on has them all in one field `original` instead: a JSON
    array of names and values, each in base64.
    """
    told = {
        "stage": stage,
        "reason": dead.reason,
        "stream": stream,
        "entry": entry.id,
        "deliveries": str(entry.deliveries),
        "article_id": dead.facts.article_id or "",
        "trace_id": dead.facts.trace_id or "",
        "added": entry.added.isoformat(timespec="milliseconds"),
        "failed": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "traceback": dead.traceback,
    }
    fields = {name.encode(): value.encode(errors="replace") for name, value in told.items()}
    if len(entry.fields) <= _MOST_FIELDS:
        return fields | {ORIGINAL + name: value for name, value in entry.fields.items()}
    pairs = [[b64encode(name).decode(), b64encode(value).decode()] for name, value in entry.fields.items()]
    return fields | {b"original": json.dumps(pairs).encode()}
