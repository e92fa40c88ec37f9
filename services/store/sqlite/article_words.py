"""The table `article_words`: the words of every article, for SQLite's full-text search."""

import sqlite3
from collections.abc import Iterable

from services.store.search.articles import WordIndex
from services.store.search.query import Phrase, Query
from services.store.search.words import headline_and_body

_ADD = "INSERT INTO article_words (rowid, headline, body) VALUES (?, ?, ?)"
_MISSING = """SELECT key, headline, text FROM articles
    WHERE key > ? AND NOT EXISTS (SELECT 1 FROM article_words_docsize WHERE id = key) ORDER BY key LIMIT 100"""

Text = tuple[int, str | None, str]
"""The key of an article, its headline, and its text, which begins with the headline."""


def add(connection: sqlite3.Connection, texts: Iterable[Text]) -> None:
    """Let articles be found by their words. Inside the caller's transaction."""
    connection.executemany(
        _ADD, [(key, *map(" ".join, headline_and_body(headline, text))) for key, headline, text in texts]
    )


def complete(connection: sqlite3.Connection) -> None:
    """Add the articles that were saved without their words, inside the caller's transaction."""
    last = -1
    while texts := connection.execute(_MISSING, (last,)).fetchall():
        last = texts[-1][0]
        add(connection, texts)


def _expression(query: Query) -> str:
    """The query as FTS5 reads it. Words are letters and digits alone, so that none can be one of its operators."""
    wanted = " AND ".join(map(_phrase, query.wanted))
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, query.excluded))})" if query.excluded else wanted


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.open else ""}'


INDEX = WordIndex(
    joined="article_words CROSS JOIN articles ON articles.key = article_words.rowid",  # in this order, says CROSS
    key="+article_words.rowid",  # the sign keeps SQLite from looking up the words of one key after the other
    order="article_words.rowid",
    matches="article_words MATCH $1",
    score="-bm25(article_words, 5, 1)",
    expression=_expression,
)
