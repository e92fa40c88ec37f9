"""Articles into rows of the four tables, and back: the same for every database."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from services.store.canonical import Keys, canonical_of
from services.wire.messages import EnrichedArticle

Row = tuple[str | int | None, ...]
Record = dict[str, Any]  # by column name; EnrichedArticle checks the types

ARTICLE = (
    *("id", "revision", "content_hash", "entry", "url", "source", "headline", "byline", "published"),
    *("published_from", "language", "text", "engine_dateline", "engine_model"),
)
ENTITY = ("article", "id", "label", "name", "place", "canonical")
MENTION = ("article", "number", "entity", "start", "end", "text")
DATE = (
    *("article", "number", "start", "end", "text", "type", "value", "mod", "begin", "end_before", "anchor", "rule"),
)

LATEST = """NOT EXISTS (SELECT 1 FROM articles AS later
    WHERE later.id = articles.id AND later.revision > articles.revision)"""
"""The condition, as SQL, that a row of `articles` is the latest revision of its article."""


def columns(names: Iterable[str]) -> str:
    """The names as SQL lists them; quoted, for `end` is a word of SQL."""
    return ", ".join(f'"{name}"' for name in names)


def article_row(article: EnrichedArticle, revision: int) -> Row:
    """The row of `articles`, under the columns ARTICLE."""
    engine = article.engine
    return (
        *(article.id, revision, article.content_hash, article.entry, article.url, article.source, article.headline),
        *(article.byline, article.published, article.published_from, article.language, article.text),
        *(engine.dateline, engine.model),
    )


def entity_rows(key: int | None, article: EnrichedArticle, keys: Keys) -> list[Row]:
    """The rows of `entities` for the article with that key, under the columns ENTITY; `place` as JSON.

    `keys` are those of the things that its entities are.
    """
    return [
        (
            *(key, entity.id, entity.label, entity.name, entity.place.model_dump_json() if entity.place else None),
            keys[thing] if (thing := canonical_of(entity)) else None,
        )
        for entity in article.entities
    ]


def mention_rows(key: int | None, article: EnrichedArticle) -> list[Row]:
    """The rows of `mentions` likewise, under the columns MENTION."""
    all_mentions = ((entity.id, mention) for entity in article.entities for mention in entity.mentions)
    return [
        (key, number, entity, mention.start, mention.end, mention.text)
        for number, (entity, mention) in enumerate(all_mentions)
    ]


def date_rows(key: int | None, article: EnrichedArticle) -> list[Row]:
    """The rows of `dates` likewise, under the columns DATE."""
    return [
        (
            *(
                key,
                number,
                date.start,
                date.end,
                date.text,
                date.type,
                date.value,
                date.mod,
                date.begin,
                date.end_before,
            ),
            *(None if date.anchor is None else str(date.anchor), date.rule),
        )
        for number, date in enumerate(article.dates)
    ]


def article(
    row: Record, entities: Iterable[Record], mentions: Iterable[Record], dates: Iterable[Record]
) -> EnrichedArticle:
    """The article that these rows hold. `place` is a JSON value by now; rows may have columns that it does not need."""
    named: defaultdict[int, list[Record]] = defaultdict(list)
    for mention in mentions:
        named[mention["entity"]].append(mention)
    return EnrichedArticle.model_validate(
        row
        | {
            "engine": {"dateline": row["engine_dateline"], "model": row["engine_model"]},
            "entities": [entity | {"mentions": named[entity["id"]]} for entity in entities],
            "dates": list(dates),
        }
    )
