"""Rows back into articles."""

import json
from collections.abc import Iterator

import asyncpg

from services.store import rows
from services.store.postgres.connection import Connection
from services.store.protocol import Change, Deleted, Stored
from services.store.rows import ARTICLE, DATE, ENTITY, LATEST, MENTION, columns
from services.wire.messages import EnrichedArticle

_AT_ONCE = 20
"""How many articles are fetched in one go."""


def _list_of(table: str, names: tuple[str, ...], order: str) -> str:
    """The rows of a table that belong to an article, as a JSON array in one column."""
    own = f"SELECT {columns(names)} FROM {table} WHERE article = articles.key"
    return f"(SELECT json_agg(own ORDER BY own.{order}) FROM ({own}) AS own) AS {table}"


_PARTS = f"""{columns(ARTICLE)}, {_list_of("entities", ENTITY, "id")},
    {_list_of("mentions", MENTION, "number")}, {_list_of("dates", DATE, "number")}"""
_ARTICLES = f"SELECT {_PARTS} FROM articles"
_SEQUENCE = "(SELECT sequence FROM changes WHERE article = articles.key) AS sequence"
_STORY = "(SELECT story FROM stories WHERE article = articles.key) AS story"
_NUMBERED = f"SELECT {_SEQUENCE}, {_STORY}, {_PARTS} FROM articles"
_CHANGES = f"SELECT sequence, deleted, {_STORY}, {_PARTS} FROM changes LEFT JOIN articles ON key = article"
_REVISIONS = "SELECT revision FROM articles WHERE id = $1 ORDER BY revision"
_STREAM = f"{_ARTICLES} WHERE {LATEST} ORDER BY published_utc NULLS FIRST, key"
_NEWEST = f"""{_ARTICLES} WHERE key IN (
    SELECT key FROM articles WHERE {LATEST} ORDER BY published_utc DESC NULLS LAST, key DESC LIMIT %d)
    ORDER BY published_utc NULLS FIRST, key"""
_ONE = f"{_ARTICLES} WHERE id = $1 AND revision = $2"
_ONE_LATEST = f"{_ARTICLES} WHERE id = $1 ORDER BY revision DESC LIMIT 1"
_IDS = "SELECT DISTINCT id FROM articles WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3"


def latest(connection: Connection, limit: int | None) -> Iterator[EnrichedArticle]:
    """The latest revision of each id, in order of publication; with `limit` the newest so many."""
    query = _STREAM if limit is None else _NEWEST % limit
    return map(_article, _streamed(connection, query))


def records(connection: Connection, *, revisions: bool) -> Iterator[Stored]:
    """Revisions with the numbers of their last changes, in order of publication."""
    wanted = "" if revisions else f"WHERE {LATEST}"
    found = _streamed(connection, f"{_NUMBERED} {wanted} ORDER BY published_utc NULLS FIRST, key")
    return map(_stored, found)


def changes(connection: Connection, since: int, limit: int, *, revisions: bool) -> Iterator[Change]:
    """At most `limit` changes after one, in order."""
    wanted = "" if revisions else f"AND {LATEST}"
    query = f"{_CHANGES} WHERE sequence > $1 {wanted} ORDER BY sequence LIMIT $2"
    for record in connection.fetch(query, since, limit):
        deleted = record["deleted"]
        yield Deleted(deleted, record["sequence"]) if deleted is not None else _stored(record)


def last_change(connection: Connection) -> int:
    """The number of the last change."""
    return connection.fetch("SELECT coalesce(max(sequence), 0) FROM changes")[0][0]


def revisions(connection: Connection, id: str) -> list[int]:
    """The revisions of an article, in order."""
    return [revision for (revision,) in connection.fetch(_REVISIONS, id)]


def one(connection: Connection, id: str, revision: int | None) -> EnrichedArticle | None:
    """One article at a revision, or at its latest."""
    query, values = (_ONE_LATEST, (id,)) if revision is None else (_ONE, (id, revision))
    return next(map(_article, connection.fetch(query, *values)), None)


def ids(connection: Connection, prefix: str, limit: int) -> list[str]:
    """At most `limit` of the ids that begin with `prefix`, in order of code points."""
    return [id for (id,) in connection.fetch(_IDS, prefix, prefix + "\U0010ffff", limit)]


def count(connection: Connection) -> int:
    """How many ids there are."""
    return connection.fetch("SELECT count(DISTINCT id) FROM articles")[0][0]


def _streamed(connection: Connection, query: str) -> Iterator[asyncpg.Record]:
    """The rows of a query as they are consumed."""
    connection.execute(f"DECLARE streamed NO SCROLL CURSOR FOR {query}")
    while found := connection.fetch(f"FETCH {_AT_ONCE} FROM streamed"):
        yield from found


def _stored(record: asyncpg.Record) -> Stored:
    return Stored(_article(record), record["sequence"], record["story"])


def _article(record: asyncpg.Record) -> EnrichedArticle:
    row = dict(record.items())
    entities, mentions, dates = (json.loads(row.pop(table) or "[]") for table in ("entities", "mentions", "dates"))
    return rows.article(row, entities, mentions, dates)
