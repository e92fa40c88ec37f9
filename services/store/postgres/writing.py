"""Articles into rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from zlib import crc32

import asyncpg

from services.store import savepoint
from services.store.canonical import Keys, spellings
from services.store.deletions import holdable
from services.store.postgres import article_words, stories
from services.store.postgres.canonical_entities import keys
from services.store.postgres.connection import Connection
from services.store.protocol import Saved
from services.store.redo import Known, in_order, replacements
from services.store.revisions import Content, Revisions
from services.store.rows import ARTICLE, DATE, ENTITY, MENTION, article_row, date_rows, entity_rows, mention_rows
from services.store.tombstones import Tombstones, save_others
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle

LOCK = 1_684_108_386
"""The advisory locks of whoever saves or deletes articles; which of them follows from the article's id."""

_DELETED = "SELECT article, entry FROM deletions WHERE article = ANY($1::text[])"
_KNOWN = "SELECT id, content_hash, key, revision, redone FROM articles WHERE id = ANY($1)"
_REPLACE = "UPDATE articles SET language = $2, engine_dateline = $3, engine_model = $4, redone = $5 WHERE key = $1"

# What one article's values can make PostgreSQL or its driver say: NUL, a lone surrogate, a number past 64 bits,
# two entities with one id, an id too long for an index.
_REFUSED = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
    UnicodeEncodeError,
    OverflowError,
)


def save(connection: Connection, articles: Sequence[EnrichedArticle]) -> list[Saved | Poison]:
    """Store articles inside the caller's transaction. One that PostgreSQL refuses gives a Poison and leaves no row."""
    ids = {article.id for article in articles}
    lock(connection, ids)
    return save_others(articles, _deleted(connection, ids), partial(_save, connection))


def lock(connection: Connection, ids: Iterable[str]) -> None:
    """Wait for whoever saves or deletes the same ids, until the end of the transaction.

    All take the locks in one order, so that nobody waits in a circle. Only the next statement sees what the other has
    committed.
    """
    locks = sorted({crc32(id.encode(errors="surrogatepass")) - 2**31 for id in ids})
    connection.fetch("SELECT pg_advisory_xact_lock($1, key) FROM unnest($2::int[]) AS key", LOCK, locks)


def _deleted(connection: Connection, ids: Iterable[str]) -> Tombstones:
    return {row["article"]: row["entry"] for row in connection.fetch(_DELETED, holdable(ids))}


def _save(connection: Connection, articles: Sequence[EnrichedArticle]) -> list[Saved | Poison]:
    things = keys(connection, spellings(articles))
    add, replace = partial(_add, connection, things), partial(_replace, connection, things)
    return savepoint.save(articles, partial(in_order, add=add, replace=replace), _REFUSED, connection.execute)


def _replace(connection: Connection, things: Keys, articles: Sequence[EnrichedArticle]) -> list[Saved]:
    stored = connection.fetch(_KNOWN, list({article.id for article in articles}))
    known = {(id, content_hash): Known(*rest) for id, content_hash, *rest in stored}
    results, replaced = replacements(articles, known)
    for table in ("dates", "entities"):  # mentions go with these
        connection.fetch(f"DELETE FROM {table} WHERE article = ANY($1)", [key for key, _ in replaced])
    for key, article in replaced:
        engine = article.engine
        connection.fetch(_REPLACE, key, article.language, engine.dateline, engine.model, article.redo)
    _add_found(connection, things, replaced)
    return results


def _add(connection: Connection, things: Keys, articles: Sequence[EnrichedArticle]) -> list[Saved]:
    revisions = _revisions(connection, {article.id for article in articles})
    results = [revisions[article.id].admit(article) for article in articles]
    new = [(article, saved) for article, saved in zip(articles, results, strict=True) if saved.outcome == "new"]
    numbers = connection.fetch("SELECT nextval('articles_key_seq') FROM generate_series(1, $1)", len(new))
    keyed = [(key, article, saved.revision) for (key,), (article, saved) in zip(numbers, new, strict=True)]
    connection.copy(
        "articles",
        ("key", *ARTICLE, "published_utc"),
        [(key, *article_row(article, revision), utc(article.published)) for key, article, revision in keyed],
    )
    _add_found(connection, things, [(key, article) for key, article, _ in keyed])
    article_words.add(connection, [(key, article.headline, article.text) for key, article, _ in keyed])
    stories.enter(connection, {key: article.text for key, article, _ in keyed})
    return results


def _add_found(connection: Connection, things: Keys, articles: Sequence[tuple[int, EnrichedArticle]]) -> None:
    """Add what was found in articles, each with its key."""
    for table, columns, rows in (
        ("entities", ENTITY, partial(entity_rows, keys=things)),
        ("mentions", MENTION, mention_rows),
        ("dates", DATE, date_rows),
    ):
        connection.copy(table, columns, [row for key, article in articles for row in rows(key, article)])


def _revisions(connection: Connection, ids: set[str]) -> defaultdict[str, Revisions]:
    found = defaultdict[str, Revisions](Revisions)
    query = "SELECT id, revision, content_hash, entry FROM articles WHERE id = ANY($1)"
    for id, revision, content_hash, entry in connection.fetch(query, list(ids)):
        found[id].known[revision] = Content(content_hash, entry)
    return found


def utc(published: str) -> datetime | None:
    """The moment of a `Published` value, a date alone being its midnight; None for one that no calendar has."""
    try:
        moment = datetime.fromisoformat(published)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
