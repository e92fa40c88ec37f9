"""When what was found in a stored article again replaces what is stored of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.store.protocol import Saved
from services.store.savepoint import Insert
from services.wire.messages import EnrichedArticle


@dataclass(frozen=True, slots=True)
class Known:
    """A stored revision: its key, and when the enrichment that is stored was asked for."""

    key: int
    revision: int
    redone: int | None


Replacement = tuple[int, EnrichedArticle]
"""The key of a stored revision, and the message that replaces what was found in it."""


def replacements(
    articles: Iterable[EnrichedArticle], known: Mapping[tuple[str, str], Known]
) -> tuple[list[Saved], list[Replacement]]:
    """What becomes of articles that were enriched again, in order, and what is to be written.

    `known` are the revisions that are stored, by id and content hash. Of several for one revision that are asked for
    at different times the last replaces it, in whatever order they come; what is not stored is never added.
    """
    results: list[Saved] = []
    found: dict[int, EnrichedArticle] = {}
    for article in articles:
        stored = known.get((article.id, article.content_hash))
        asked = article.redo or 0
        if not stored or asked <= max(stored.redone or 0, found[stored.key].redo or 0 if stored.key in found else 0):
            results.append(Saved(stored.revision if stored else article.revision, "kept"))
        else:
            results.append(Saved(stored.revision, "replaced"))
            found[stored.key] = article
    return results, list(found.items())


def in_order(articles: Sequence[EnrichedArticle], add: Insert, replace: Insert) -> list[Saved]:
    """What becomes of each article: first those that are new are given to `add`, then others to `replace`, if any."""
    added = iter(add([article for article in articles if article.redo is None]))
    again = [article for article in articles if article.redo is not None]
    replaced = iter(replace(again) if again else [])
    return [next(added if article.redo is None else replaced) for article in articles]
