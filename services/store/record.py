"""The stored record as people get it."""

from typing import Any

from services.wire.messages import EnrichedArticle

FIELDS = (
    "id",
    "revision",
    "url",
    "source",
    "headline",
    "byline",
    "published",
    "published_from",
    "language",
    "text",
    "entities",
    "dates",
    "engine",
)


def record(article: EnrichedArticle) -> dict[str, Any]:  # JSON's values, so Any
    """The object that `export` prints for an article: JSON values under exactly `FIELDS`, in that order."""
    values = article.model_dump(mode="json", include=set(FIELDS))
    return {field: values[field] for field in FIELDS}
