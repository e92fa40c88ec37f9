"""The ways of articles into rows: the same for every database."""

from collections.abc import Iterable, Sequence

from services.store.protocol import Saved
from services.store.way import Way
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle


def way_rows(
    articles: Iterable[EnrichedArticle], results: Iterable[Saved | Poison], came: Sequence[Way]
) -> list[tuple[str, int, str, str]]:
    """For each article that was stored or replaced just now its id and revision, its trace id, and its steps as JSON.

    Of several for one revision the last, as `services.store.redo` has it. `came` may be empty: nobody knows then.
    Raises ValueError where it is neither empty nor as long as the others.
    """
    if not came:
        return []
    kept = {
        (article.id, result.revision): way
        for article, result, way in zip(articles, results, came, strict=True)
        if isinstance(result, Saved) and result.outcome in ("new", "replaced")
    }
    return [(*revision, way.trace_id, way.json()) for revision, way in kept.items()]
