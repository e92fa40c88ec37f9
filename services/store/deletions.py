"""Deleting articles: what every database must do."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from services.store.canonical import UNHOLDABLE
from services.store.dead_letters import LAST

UNKNOWN = LAST
"""Stands for the last entry of the raw stream where Redis could not be asked: no entry brings the article back."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are meant, all conditions together; None is no condition.

    The case of `source` is set aside. `before` is an ISO day: those published on an earlier one, by their own calendar.
    """

    ids: frozenset[str] | None = None
    source: str | None = None
    before: str | None = None

    def fits(self, id: str, source: str | None, published: str | None) -> bool:
        """Whether an article is one of them; what is not known of it fits no condition."""
        return (
            (self.ids is None or id in self.ids)
            and (self.source is None or (source or "").lower() == self.source.lower())
            and (self.before is None or (published is not None and published < self.before))
        )


class Removed(NamedTuple):
    """How many articles were removed, and how many revisions they had."""

    articles: int
    revisions: int


class DeletionStore(Protocol):
    """Deletes articles, and remembers that it has: what is still on its way must not bring them back.

    Calls block; any thread may make them. Each is one transaction, and safe to repeat. Errors are those of
    `ArticleStore`, whose `migrate` makes the table.
    """

    def selected(self, selection: Selection, after: str, limit: int) -> list[tuple[str, int]]:
        """Ids of stored articles, each with the number of its revisions; in order, at most `limit` after an id.

        Its latest revision tells an article's source and day.
        """
        ...

    def deleted(self, ids: Collection[str]) -> set[str]:
        """Which of these articles were deleted, as far as that is remembered; they may be stored again."""
        ...

    def delete(self, ids: Collection[str], last: str) -> Removed:
        """Remove every revision of these articles, and whatever was stored of them.

        Articles from the raw entry `last`, or from one before it, are refused from now on; see
        `services.store.tombstones`. That holds for ids that are not stored, too.
        """
        ...

    def expire(self, seconds: float, limit: int) -> Removed:
        """Remove at most `limit` articles whose latest revision was stored longer ago, if nobody else is at it.

        Refused from now on are the raw entries that had brought them.
        """
        ...

    def unfinished(self, limit: int) -> list[str]:
        """At most `limit` ids of deleted articles which Redis may still remember."""
        ...

    def finish(self, ids: Collection[str], last: str) -> None:
        """Note that Redis has forgotten these. `last` is the last raw entry to refuse, if that was UNKNOWN."""
        ...

    def forget(self, seconds: float) -> None:
        """Remember finished deletions no longer that are older than that."""
        ...


def holdable(ids: Iterable[str]) -> list[str]:
    """Those of these ids that every database takes: no article has another."""
    return [id for id in ids if not UNHOLDABLE.search(id)]


def last_entries(brought: Sequence[tuple[str, str]]) -> dict[str, str]:
    """For each id the key of the last raw entry that brought it, from ids and keys."""
    found: dict[str, str] = {}
    for id, key in brought:
        found[id] = max(key, found.get(id, key))
    return found
