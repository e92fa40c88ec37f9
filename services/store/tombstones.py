"""Deleted articles: which messages must not bring them back."""

from collections.abc import Callable, Mapping, Sequence

from services.store.dead_letters import FIRST, key_of
from services.store.protocol import Saved
from services.wire.delivery.history import is_entry_id
from services.wire.failures import Poison
from services.wire.messages import EnrichedArticle

Tombstones = Mapping[str, str]
"""Ids of deleted articles, each with the key of the last raw entry that must not bring it back."""

Save = Callable[[Sequence[EnrichedArticle]], list[Saved | Poison]]


def save_others(articles: Sequence[EnrichedArticle], deleted: Tombstones, save: Save) -> list[Saved | Poison]:
    """Save the articles but those that were deleted after they had been published: a redelivery may still come."""
    if not deleted:
        return save(articles)
    others = iter(save([article for article in articles if not _is_deleted(article, deleted)]))
    return [
        Saved(article.revision, "deleted") if _is_deleted(article, deleted) else next(others) for article in articles
    ]


def key_of_entry(entry: str) -> str:
    """The key of the raw entry that an article states; a message of another's making may state something else."""
    return key_of(entry) if is_entry_id(entry) else FIRST


def _is_deleted(article: EnrichedArticle, deleted: Tombstones) -> bool:
    """Whether it was published before its deletion; what names no raw entry by which that could be told counts so."""
    return article.id in deleted and key_of_entry(article.entry) <= deleted[article.id]
