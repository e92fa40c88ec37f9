"""What there is to be seen afterwards: rows, dead letters, counters. Read without Dateline's own code."""

import asyncio
import json
import sqlite3
from base64 import b64decode
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import asyncpg
from ledger import Letter, Row
from redis import Redis

from services.wire.streams import DEAD, RAW, TOTALS

_ORIGINAL = b"original."


def rows(database: str) -> list[Row]:
    """Every stored revision of every article. `database` is the URL that the store was given."""
    return [Row(entry, text) for entry, text in _query(database, "SELECT entry, text FROM articles")]


def letters(redis: "Redis[bytes]", database: str) -> list[Letter]:
    """Every dead letter, still in Redis or moved to the database. One that is in both is on its way."""
    moved = {
        tuple(map(int, id_.split("-"))): {b64decode(name): b64decode(value) for name, value in json.loads(fields)}
        for id_, fields in _query(database, "SELECT id, fields FROM dead_letters")
    }
    kept = {tuple(map(int, id_.split(b"-"))): fields for id_, fields in redis.xrange(DEAD)}
    return [_letter(fields) for fields in (moved | kept).values()]


def totals(redis: "Redis[bytes]") -> dict[str, int]:
    """The counters: stored, duplicates, deleted, dead."""
    return {name.decode(): int(number) for name, number in redis.hgetall(TOTALS).items()}


def _letter(fields: Mapping[bytes, bytes]) -> Letter:
    original = {name.removeprefix(_ORIGINAL): value for name, value in fields.items() if name.startswith(_ORIGINAL)}
    stream, entry, reason = (fields[name].decode() for name in (b"stream", b"entry", b"reason"))
    if stream == RAW:
        return Letter(entry, stream, original, None, reason)
    data = json.loads(original[b"__data__"])["data"]
    text = data.get("text") or f"{data['headline']}\n\n{data['body']}"
    return Letter(data["entry"], stream, original, text, reason)


def _query(database: str, query: str) -> list[tuple[Any, ...]]:
    if database.startswith("postgresql:"):
        return asyncio.run(_query_postgres(database, query))
    path = database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
        return connection.execute(query).fetchall()


async def _query_postgres(database: str, query: str) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(database)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()
