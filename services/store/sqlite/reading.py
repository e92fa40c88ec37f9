"""Rows back into articles."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from services.wire.messages import EnrichedArticle

_ARTICLES = """SELECT key, id, revision, content_hash, entry, url, source, headline, byline, published, published_from,
    language, text, engine_dateline, engine_model FROM articles"""
_LATEST = """NOT EXISTS (SELECT 1 FROM articles AS later
    WHERE later.id = articles.id AND later.revision > articles.revision)"""
_STREAM = f"{_ARTICLES} WHERE {_LATEST} ORDER BY published_utc, key"
_NEWEST = f"""{_ARTICLES} WHERE key IN (
    SELECT key FROM articles WHERE {_LATEST} ORDER BY published_utc DESC, key DESC LIMIT ?)
    ORDER BY published_utc, key"""
_ONE = f"{_ARTICLES} WHERE id = ? AND revision = ?"
_ONE_LATEST = f"{_ARTICLES} WHERE id = ? ORDER BY revision DESC LIMIT 1"
_ENTITIES = "SELECT id, label, name, place FROM entities WHERE article = ? ORDER BY id"
_MENTIONS = 'SELECT entity, start, "end", text FROM mentions WHERE article = ? ORDER BY number'
_DATES = """SELECT start, "end", text, type, value, mod, begin, end_before FROM dates
    WHERE article = ? ORDER BY number"""
_IDS = "SELECT DISTINCT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"

Row = dict[str, Any]  # by column name; EnrichedArticle checks the types


def latest(connection: sqlite3.Connection, limit: int | None) -> Iterator[EnrichedArticle]:
    """The latest revision of each id, in order of publication; with `limit` the newest so many."""
    rows = _rows(connection, _STREAM) if limit is None else _rows(connection, _NEWEST, limit)
    return (_article(connection, row) for row in rows)


def one(connection: sqlite3.Connection, id: str, revision: int | None) -> EnrichedArticle | None:
    """One article at a revision, or at its latest."""
    rows = _rows(connection, _ONE_LATEST, id) if revision is None else _rows(connection, _ONE, id, revision)
    return next((_article(connection, row) for row in rows), None)


def ids(connection: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """At most `limit` ids that begin with `prefix`, in order of code points."""
    return [row["id"] for row in _rows(connection, _IDS, prefix, prefix + "\U0010ffff", limit)]


def count(connection: sqlite3.Connection) -> int:
    """How many ids there are."""
    return connection.execute("SELECT count(DISTINCT id) FROM articles").fetchone()[0]


def _article(connection: sqlite3.Connection, row: Row) -> EnrichedArticle:
    key = row.pop("key")
    row["engine"] = {"dateline": row.pop("engine_dateline"), "model": row.pop("engine_model")}
    row["entities"] = _entities(connection, key)
    row["dates"] = list(_rows(connection, _DATES, key))
    return EnrichedArticle.model_validate(row)


def _entities(connection: sqlite3.Connection, key: int) -> list[Row]:
    mentions: defaultdict[int, list[Row]] = defaultdict(list)
    for mention in _rows(connection, _MENTIONS, key):
        mentions[mention.pop("entity")].append(mention)
    return [
        row | {"mentions": mentions[row["id"]], "place": row["place"] and json.loads(row["place"])}
        for row in _rows(connection, _ENTITIES, key)
    ]


def _rows(connection: sqlite3.Connection, query: str, *values: str | int) -> Iterator[Row]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
