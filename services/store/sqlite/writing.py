"""Articles into rows."""

import sqlite3
from collections.abc import Sequence

from services.store.protocol import Saved
from services.store.revisions import Content, Revisions
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle

Row = tuple[str | int | None, ...]

_ARTICLE = """INSERT INTO articles (id, revision, content_hash, entry, url, source, headline, byline, published,
    published_from, language, text, engine_dateline, engine_model) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"""
_ENTITY = "INSERT INTO entities (article, id, label, name, place) VALUES (?,?,?,?,?)"
_MENTION = 'INSERT INTO mentions (article, number, entity, start, "end", text) VALUES (?,?,?,?,?,?)'
_DATE = """INSERT INTO dates (article, number, start, "end", text, type, value, mod, begin, end_before)
    VALUES (?,?,?,?,?,?,?,?,?,?)"""

# What one article's values can make SQLite or its Python module say: a lone surrogate, a number past 64 bits,
# a text past SQLite's limit, two entities with one id.
_REFUSED = (sqlite3.IntegrityError, sqlite3.DataError, UnicodeEncodeError, OverflowError)


def save(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> list[Saved | Poison]:
    """Store articles inside the caller's transaction. One that SQLite refuses gives a Poison and leaves no row."""
    connection.execute("SAVEPOINT articles")
    results: list[Saved | Poison]
    try:
        results = [*_insert(connection, articles)]
    except _REFUSED as error:
        connection.execute("ROLLBACK TO articles")
        if len(articles) == 1:
            results = [Poison(f"the database can't hold article {articles[0].id!r}: {error}")]
        else:
            results = [result for article in articles for result in save(connection, [article])]
    connection.execute("RELEASE articles")
    return results


def _insert(connection: sqlite3.Connection, articles: Sequence[EnrichedArticle]) -> list[Saved]:
    revisions = {id: _revisions(connection, id) for id in {article.id for article in articles}}
    results: list[Saved] = []
    entities: list[Row] = []
    mentions: list[Row] = []
    dates: list[Row] = []
    for article in articles:
        saved = revisions[article.id].admit(article)
        results.append(saved)
        if saved.outcome == "new":
            key = _article(connection, article, saved.revision)
            entities += _entities(key, article)
            mentions += _mentions(key, article)
            dates += _dates(key, article)
    connection.executemany(_ENTITY, entities)
    connection.executemany(_MENTION, mentions)
    connection.executemany(_DATE, dates)
    return results


def _revisions(connection: sqlite3.Connection, id: str) -> Revisions:
    rows = connection.execute("SELECT revision, content_hash, entry FROM articles WHERE id = ?", (id,))
    return Revisions({revision: Content(content_hash, entry) for revision, content_hash, entry in rows})


def _article(connection: sqlite3.Connection, article: EnrichedArticle, revision: int) -> int | None:
    row: Row = (
        article.id,
        revision,
        article.content_hash,
        article.entry,
        article.url,
        article.source,
        article.headline,
        article.byline,
        article.published,
        article.published_from,
        article.language,
        article.text,
        article.engine.dateline,
        article.engine.model,
    )
    return connection.execute(_ARTICLE, row).lastrowid


def _entities(key: int | None, article: EnrichedArticle) -> list[Row]:
    return [
        (key, entity.id, entity.label, entity.name, entity.place.model_dump_json() if entity.place else None)
        for entity in article.entities
    ]


def _mentions(key: int | None, article: EnrichedArticle) -> list[Row]:
    all_mentions = ((entity.id, mention) for entity in article.entities for mention in entity.mentions)
    return [
        (key, number, entity, mention.start, mention.end, mention.text)
        for number, (entity, mention) in enumerate(all_mentions)
    ]


def _dates(key: int | None, article: EnrichedArticle) -> list[Row]:
    return [
        (key, number, date.start, date.end, date.text, date.type, date.value, date.mod, date.begin, date.end_before)
        for number, date in enumerate(article.dates)
    ]
