"""Asking a database for articles by their words, the best first, or by anything else, the newest first.

One SQL for all databases, but for the way to their index of words. Of each article the latest revision counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from services.store.entities import Fetch
from services.store.rows import LATEST
from services.store.search.query import Query
from services.store.search.snippet import Snippet, snippet
from services.store.search.wanted import Values, Wanted, conditions

RANKED = 1000
"""How many of the articles that fit are ranked: those stored last. Ranking all that have a common word takes long."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """How a database finds articles in `article_words`, as SQL.

    `joined` is the table with what joins `articles` to it; `key` the article's key in it, `order` the same for
    ordering. `matches` is the condition, and `score` the rank, for the query that `expression` gives, as $1.
    """

    joined: str
    key: str
    order: str
    matches: str
    score: str
    expression: Callable[[Query], str]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. `score` compares with others of the same search only; None if no word was sought."""

    id: str
    revision: int
    published: str
    source: str | None
    headline: str | None
    score: float | None
    snippet: Snippet


def search(fetch: Fetch, index: WordIndex, query: Query | None, wanted: Wanted, limit: int) -> list[Hit]:
    """At most `limit` articles that have the words and are as wanted; without words, any that are."""
    statement, values = by_words(index, query, wanted, limit) if query else by_publication(wanted, limit)
    return [
        Hit(id, revision, published, source, headline, score, snippet(headline, text, query))
        for id, revision, published, source, headline, score, text in fetch(statement, *values)
    ]


def by_words(index: WordIndex, query: Query, wanted: Wanted, limit: int) -> tuple[str, Values]:
    """The statement for articles with these words, and its values."""
    values = Values([index.expression(query)])
    fitting = " AND ".join([index.matches, *conditions(wanted, index.key, values), LATEST])
    newest = f"""SELECT articles.key, {index.score} AS score FROM {index.joined}
        WHERE {fitting} ORDER BY {index.order} DESC LIMIT {RANKED}"""
    best = f"SELECT key, score FROM ({newest}) AS newest ORDER BY score DESC, key DESC LIMIT {values.bind(limit)}"
    statement = f"""SELECT id, revision, published, source, headline, score, text
        FROM ({best}) AS best JOIN articles USING (key) ORDER BY score DESC, key DESC"""
    return statement, values


def by_publication(wanted: Wanted, limit: int) -> tuple[str, Values]:
    """The statement for articles whatever their words, and its values."""
    values = Values()
    fitting = " AND ".join([*conditions(wanted, "articles.key", values), LATEST])
    order = "ORDER BY published_utc DESC NULLS LAST, key DESC"
    newest = f"SELECT key FROM articles WHERE {fitting} {order} LIMIT {values.bind(limit)}"
    statement = f"""SELECT id, revision, published, source, headline, NULL, text
        FROM articles WHERE key IN ({newest}) {order}"""
    return statement, values
