"""Rows back into articles."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from services.store import rows
from services.store.protocol import Change, Deleted, Stored
from services.store.rows import ARTICLE, DATE, ENTITY, LATEST, MENTION, Record, columns
from services.wire.messages import EnrichedArticle

_ARTICLES = f"SELECT key, {columns(ARTICLE)} FROM articles"
_SEQUENCE = "(SELECT sequence FROM changes WHERE article = articles.key) AS sequence"
_STORY = "(SELECT story FROM stories WHERE article = articles.key) AS story"
_NUMBERED = f"SELECT key, {_SEQUENCE}, {_STORY}, {columns(ARTICLE)} FROM articles"
_CHANGES = (
    f"SELECT key, sequence, deleted, {_STORY}, {columns(ARTICLE)} FROM changes LEFT JOIN articles ON key = article"
)
_REVISIONS = "SELECT revision FROM articles WHERE id = ? ORDER BY revision"
_STREAM = f"{_ARTICLES} WHERE {LATEST} ORDER BY published_utc, key"
_NEWEST = f"""{_ARTICLES} WHERE key IN (
    SELECT key FROM articles WHERE {LATEST} ORDER BY published_utc DESC, key DESC LIMIT ?)
    ORDER BY published_utc, key"""
_ONE = f"{_ARTICLES} WHERE id = ? AND revision = ?"
_ONE_LATEST = f"{_ARTICLES} WHERE id = ? ORDER BY revision DESC LIMIT 1"
_ENTITIES = f"SELECT {columns(ENTITY)} FROM entities WHERE article = ? ORDER BY id"
_MENTIONS = f"SELECT {columns(MENTION)} FROM mentions WHERE article = ? ORDER BY number"
_DATES = f"SELECT {columns(DATE)} FROM dates WHERE article = ? ORDER BY number"
_IDS = "SELECT DISTINCT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"


def latest(connection: sqlite3.Connection, limit: int | None) -> Iterator[EnrichedArticle]:
    """The latest revision of each id, in order of publication; with `limit` the newest so many."""
    found = _records(connection, _STREAM) if limit is None else _records(connection, _NEWEST, limit)
    return (_article(connection, row) for row in found)


def records(connection: sqlite3.Connection, *, revisions: bool) -> Iterator[Stored]:
    """Revisions with the numbers of their last changes, in order of publication."""
    wanted = "" if revisions else f"WHERE {LATEST}"
    found = _records(connection, f"{_NUMBERED} {wanted} ORDER BY published_utc, key")
    return (_stored(connection, row) for row in found)


def changes(connection: sqlite3.Connection, since: int, limit: int, *, revisions: bool) -> Iterator[Change]:
    """At most `limit` changes after one, in order."""
    wanted = "" if revisions else f"AND {LATEST}"
    query = f"{_CHANGES} WHERE sequence > ? {wanted} ORDER BY sequence LIMIT ?"
    for row in _records(connection, query, since, limit):
        deleted = row["deleted"]
        yield Deleted(deleted, row["sequence"]) if deleted is not None else _stored(connection, row)


def last_change(connection: sqlite3.Connection) -> int:
    """The number of the last change."""
    return connection.execute("SELECT coalesce(max(sequence), 0) FROM changes").fetchone()[0]


def revisions(connection: sqlite3.Connection, id: str) -> list[int]:
    """The revisions of an article, in order."""
    return [revision for (revision,) in connection.execute(_REVISIONS, (id,))]


def one(connection: sqlite3.Connection, id: str, revision: int | None) -> EnrichedArticle | None:
    """One article at a revision, or at its latest."""
    found = _records(connection, _ONE_LATEST, id) if revision is None else _records(connection, _ONE, id, revision)
    return next((_article(connection, row) for row in found), None)


def ids(connection: sqlite3.Connection, prefix: str, limit: int) -> list[str]:
    """At most `limit` of the ids that begin with `prefix`, in order of code points."""
    return [row["id"] for row in _records(connection, _IDS, prefix, prefix + "\U0010ffff", limit)]


def count(connection: sqlite3.Connection) -> int:
    """How many ids there are."""
    return connection.execute("SELECT count(DISTINCT id) FROM articles").fetchone()[0]


def fetch(connection: sqlite3.Connection, query: str, *values: str | int | None) -> list[tuple[Any, ...]]:
    """The rows that a query with values $1, $2, ... gives."""
    return connection.execute(query.replace("$", "?"), values).fetchall()


def _stored(connection: sqlite3.Connection, row: Record) -> Stored:
    return Stored(_article(connection, row), row["sequence"], row["story"])


def _article(connection: sqlite3.Connection, row: Record) -> EnrichedArticle:
    key = row["key"]
    entities = (
        entity | {"place": entity["place"] and json.loads(entity["place"])}
        for entity in _records(connection, _ENTITIES, key)
    )
    return rows.article(row, entities, _records(connection, _MENTIONS, key), _records(connection, _DATES, key))


def _records(connection: sqlite3.Connection, query: str, *values: str | int) -> Iterator[Record]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
