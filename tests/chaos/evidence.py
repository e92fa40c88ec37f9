"""What there is to be seen afterwards: rows, dead letters, counters. Read without Dateline's own code."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing

from ledger import Letter, Row
from redis import Redis

from services.wire.streams import DEAD, RAW, TOTALS

_ORIGINAL = b"original."


def rows(database: str) -> list[Row]:
    """Every stored revision of every article. `database` is the URL that the store was given."""
    path = database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
        return [Row(entry, text) for entry, text in connection.execute("SELECT entry, text FROM articles")]


def letters(redis: "Redis[bytes]") -> list[Letter]:
    """Every dead letter."""
    return [_letter(fields) for _, fields in redis.xrange(DEAD)]


def totals(redis: "Redis[bytes]") -> dict[str, int]:
    """The counters: stored, duplicates, dead."""
    return {name.decode(): int(number) for name, number in redis.hgetall(TOTALS).items()}


def _letter(fields: Mapping[bytes, bytes]) -> Letter:
    original = {name.removeprefix(_ORIGINAL): value for name, value in fields.items() if name.startswith(_ORIGINAL)}
    stream, entry, reason = (fields[name].decode() for name in (b"stream", b"entry", b"reason"))
    if stream == RAW:
        return Letter(entry, stream, original, None, reason)
    data = json.loads(original[b"__data__"])["data"]
    text = data.get("text") or f"{data['headline']}\n\n{data['body']}"
    return Letter(data["entry"], stream, original, text, reason)
