"""The table `article_words`: the words of every article, for PostgreSQL's full-text search."""

from collections.abc import Iterable

from services.store.postgres.connection import Connection
from services.store.search.articles import WordIndex
from services.store.search.query import Phrase, Query
from services.store.search.words import headline_and_body

_ADD = """INSERT INTO article_words (article, words)
    SELECT key, words::tsvector FROM unnest($1::bigint[], $2::text[]) AS added (key, words)"""
# The index takes new words in batches of 16 MB (migration 12): all at once, so with fewer changes, if there is room.
_MEMORY = "SET LOCAL work_mem = '64MB'"
_MISSING = """DECLARE missing NO SCROLL CURSOR FOR SELECT key, headline, text FROM articles
    WHERE NOT EXISTS (SELECT 1 FROM article_words WHERE article = key)"""
_GAP = 2  # so that no phrase begins in the headline and ends below it
_ROOM = 1_000_000
"""Bytes of a tsvector as we write it; what the server makes of it is never larger, and may have 2**20."""

Text = tuple[int, str | None, str]
"""The key of an article, its headline, and its text, which begins with the headline."""


def add(connection: Connection, texts: Iterable[Text]) -> None:
    """Let articles be found by their words. Inside the caller's transaction."""
    connection.execute(_MEMORY)
    added = [(key, vector(headline, text)) for key, headline, text in texts]
    connection.fetch(_ADD, [key for key, _ in added], [vector for _, vector in added])


def complete(connection: Connection) -> None:
    """Add the articles that were saved without their words, inside the caller's transaction."""
    connection.execute(_MISSING)
    added = False
    while texts := connection.fetch("FETCH 100 FROM missing"):
        add(connection, [(key, headline, text) for key, headline, text in texts])
        added = True
    connection.execute("CLOSE missing")
    if added:
        connection.execute("ANALYZE article_words")  # until that is done, no search would be planned well


def vector(headline: str | None, text: str) -> str:
    """The words of an article, with their places, as a tsvector is written; those of the headline weigh more.

    It ends early where a tsvector could not hold more, after some 80,000 words.
    """
    above, below = headline_and_body(headline, text)
    placed = [f"'{word}':{place}A" for place, word in enumerate(above, 1)]
    placed += [f"'{word}':{place}" for place, word in enumerate(below, len(above) + _GAP)]
    written = " ".join(placed)
    if 4 * len(written) <= _ROOM or len(encoded := written.encode()) <= _ROOM:
        return written
    return encoded[:_ROOM].rpartition(b" ")[0].decode()


def _expression(query: Query) -> str:
    """The query as a tsquery is written. Words are letters and digits alone, so that none can be an operator."""
    wanted = " & ".join(map(_phrase, query.wanted))
    return f"{wanted} & !({' | '.join(map(_phrase, query.excluded))})" if query.excluded else wanted


def _phrase(phrase: Phrase) -> str:
    words = " <-> ".join(f"'{word}'" for word in phrase.words)
    return f"({words}{':*' if phrase.open else ''})"


INDEX = WordIndex(
    joined="article_words JOIN articles ON articles.key = article_words.article",
    key="article_words.article",
    order="article_words.article",
    matches="words @@ $1::text::tsquery",
    score="ts_rank(words, $1::text::tsquery, 1)",
    expression=_expression,
)
