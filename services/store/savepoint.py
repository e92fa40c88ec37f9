"""Saving a batch so that one article which the database can't hold harms no other."""

from collections.abc import Callable, Sequence

from services.store.protocol import Saved
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle

Insert = Callable[[Sequence[EnrichedArticle]], list[Saved]]


def save(
    articles: Sequence[EnrichedArticle],
    insert: Insert,
    refused: tuple[type[Exception], ...],
    execute: Callable[[str], object],
) -> list[Saved | Poison]:
    """Insert all articles at once; if that raises one of `refused`, each alone, and those that raise again are Poison.

    `execute` runs SQL in the transaction that the caller has begun.
    """
    execute("SAVEPOINT articles")
    results: list[Saved | Poison]
    try:
        results = [*insert(articles)]
    except refused as error:
        execute("ROLLBACK TO articles")
        if len(articles) == 1:
            why = " ".join(str(error).split())
            results = [Poison(f"the database can't hold article {articles[0].id!r}: {why}")]
        else:
            results = [result for article in articles for result in save([article], insert, refused, execute)]
    execute("RELEASE articles")
    return results
