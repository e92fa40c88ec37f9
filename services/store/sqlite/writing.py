"""Articles into rows."""

import json
import sqlite3
from collections.abc import Sequence
from functools import partial

from services.store import savepoint
from services.store.canonical import Keys, spellings
from services.store.deletions import holdable
from services.store.protocol import Saved
from services.store.redo import Known, in_order, replacements
from services.store.revisions import Content, Revisions
from services.store.rows import (
    ARTICLE,
    DATE,
    ENTITY,
    MENTION,
    article_row,
    columns,
    date_rows,
    entity_rows,
    mention_rows,
)
from services.store.sqlite import article_words, stories
from services.store.sqlite.article_words import Text
from services.store.sqlite.canonical_entities import keys
from services.store.tombstones import Tombstones, save_others
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle

# What one article's values can make SQLite or its Python module say: a lone surrogate, a number past 64 bits,
# a text past SQLite's limit, two entities with one id.
_REFUSED = (sqlite3.IntegrityError, sqlite3.DataError, UnicodeEncodeError, OverflowError)

_KNOWN = "SELECT content_hash, key, revision, redone FROM articles WHERE id = ?"
_REPLACE = "UPDATE articles SET language = ?, engine_dateline = ?, engine_model = ?, redone = ? WHERE key = ?"


def save(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> list[Saved | Poison]:
    """Store articles inside the caller's transaction. One that SQLite refuses gives a Poison and leaves no row."""
    return save_others(articles, _deleted(connection, articles), partial(_save, connection))


def _deleted(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> Tombstones:
    query = "SELECT article, entry FROM deletions WHERE article IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query, [json.dumps(holdable(article.id for article in articles))]))


def _save(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> list[Saved | Poison]:
    things = keys(connection, spellings(articles))
    add, replace = partial(_add, connection, things), partial(_replace, connection, things)
    return savepoint.save(articles, partial(in_order, add=add, replace=replace), _REFUSED, connection.execute)


def _replace(connection: sqlite3.Connection, things: Keys, articles: Sequence[EnrichedArticle]) -> list[Saved]:
    known: dict[tuple[str, str], Known] = {}
    for id in {article.id for article in articles}:
        for content_hash, *stored in connection.execute(_KNOWN, (id,)):
            known[id, content_hash] = Known(*stored)
    results, replaced = replacements(articles, known)
    for key, article in replaced:
        for table in ("dates", "entities"):  # mentions go with these
            connection.execute(f"DELETE FROM {table} WHERE article = ?", (key,))
        found = (article.language, article.engine.dateline, article.engine.model, article.redo, key)
        connection.execute(_REPLACE, found)
        _add_found(connection, things, [(key, article)])
    return results


def _add(connection: sqlite3.Connection, things: Keys, articles: Sequence[EnrichedArticle]) -> list[Saved]:
    revisions = {id: _revisions(connection, id) for id in {article.id for article in articles}}
    results: list[Saved] = []
    added: list[tuple[int, EnrichedArticle]] = []
    texts: list[Text] = []
    for article in articles:
        saved = revisions[article.id].admit(article)
        results.append(saved)
        if saved.outcome == "new":
            key = _inserted(connection, article, saved.revision)
            added.append((key, article))
            texts.append((key, article.headline, article.text))
    _add_found(connection, things, added)
    article_words.add(connection, texts)
    stories.enter(connection, {key: text for key, _, text in texts})
    return results


def _inserted(connection: sqlite3.Connection, article: EnrichedArticle, revision: int) -> int:
    key = connection.execute(_into("articles", ARTICLE), article_row(article, revision)).lastrowid
    assert key is not None  # which it is only where nothing was inserted
    return key


def _add_found(connection: sqlite3.Connection, things: Keys, articles: Sequence[tuple[int, EnrichedArticle]]) -> None:
    """Add what was found in articles, each with its key."""
    entities = [row for key, article in articles for row in entity_rows(key, article, things)]
    connection.executemany(_into("entities", ENTITY), entities)
    mentions = [row for key, article in articles for row in mention_rows(key, article)]
    connection.executemany(_into("mentions", MENTION), mentions)
    dates = [row for key, article in articles for row in date_rows(key, article)]
    connection.executemany(_into("dates", DATE), dates)


def _revisions(connection: sqlite3.Connection, id: str) -> Revisions:
    rows = connection.execute("SELECT revision, content_hash, entry FROM articles WHERE id = ?", (id,))
    return Revisions({revision: Content(content_hash, entry) for revision, content_hash, entry in rows})


def _into(table: str, names: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({columns(names)}) VALUES ({', '.join('?' * len(names))})"
