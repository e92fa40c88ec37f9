"""Deleting articles wherever they are: in the database, on their way, among the dead letters, in Redis' memory."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from services.console.elsewhere import Elsewhere
from services.console.told import Told
from services.store.dead_letters import DeadLetterStore, key_of
from services.store.deletions import DeletionStore, Selection
from services.store.tombstones import key_of_entry
from services.wire.announcing import announce_deleted

_PORTION = 100
"""Articles that one transaction deletes, so that the store waits for moments only."""
_PAGE = 1_000


@dataclass
class Found:
    """Articles, and how much there is of them."""

    ids: set[str] = field(default_factory=set[str])
    revisions: int = 0
    waiting: int = 0
    letters: int = 0


def count_stored(database: DeletionStore, selection: Selection, found: Found) -> None:
    """Add the articles that are in the database."""
    found.revisions = 0
    after = ""
    while page := database.selected(selection, after, _PAGE):
        found.ids.update(id for id, _ in page)
        found.revisions += sum(revisions for _, revisions in page)
        after = page[-1][0]


async def count_elsewhere(elsewhere: Elsewhere, selection: Selection, found: Found) -> None:
    """Add the articles that are on their way or dead. Raises redis.RedisError.

    Those found in the database are counted as well, whatever their entries say of themselves.
    """
    found.waiting = 0

    def chosen(told: Told) -> bool:
        return told.id in found.ids or selection.fits(told.id, told.source, told.published)

    async for _, entries in elsewhere.entries(chosen):
        found.ids.update(told.id for told in entries.values())
        found.waiting += len(entries)
    letters: set[str] = set()
    async for page in elsewhere.letters(chosen):
        found.ids.update(told.id for told in page.values())
        letters.update(page)  # one that is just moving to the database is met twice
    found.letters = len(letters)


class Deleting:
    """Deletes articles for good, and adds up what it has removed. All of it is safe to repeat."""

    def __init__(
        self, database: DeletionStore, archive: DeadLetterStore, ids: Collection[str], before: Collection[str]
    ) -> None:
        """`before` are ids of articles that were deleted before: what may be left of them goes, too."""
        self._database = database
        self._archive = archive
        self._all = {*ids, *before}
        self.done = Found(set(ids))
        self.identities = 0

    @property
    def any_done(self) -> bool:
        """Whether there was anything to delete, or is."""
        return self.identities > 0 or self.done != Found()

    def from_database(self, last: str) -> None:
        """Delete what is stored. The database refuses from now on what workers still have in hand of it.

        `last` is the newest raw entry, or UNKNOWN.
        """
        for portion in self._portions():
            removed = self._database.delete(portion, last)
            self.done.revisions += removed.revisions

    async def from_elsewhere(self, elsewhere: Elsewhere, last: str) -> None:
        """Delete what is on its way or dead, let Redis forget the articles, and announce it. Raises redis.RedisError.

        What a worker had in hand and has passed on meanwhile is found in the next stream. An identity goes last:
        nothing that is on its way can bring it back by then.
        """
        redis = elsewhere.redis

        def chosen(told: Told) -> bool:
            return told.id in self._all and key_of_entry(told.entry) <= key_of(last)

        if redis:
            async for stream, entries in elsewhere.entries(chosen):
                published = [id for id, told in entries.items() if not told.redo]
                again = [id for id, told in entries.items() if told.redo]
                self.done.waiting += await redis.withdrawal.take_out(stream, published)
                self.done.waiting += await redis.withdrawal.take_out(stream, again, "redone")
        ended: set[str] = set()
        async for page in elsewhere.letters(chosen):
            for id in page:
                if redis:
                    await redis.letters.drop(id)
            self._archive.remove(list(page))
            ended.update(page)
            self.done.letters = len(ended)
        for portion in self._portions():
            if redis:
                self.identities += await redis.withdrawal.forget(portion)
                await announce_deleted(redis.connection, portion, redis.prefix)
                self._database.finish(portion, last)

    def _portions(self) -> Iterator[list[str]]:
        ids = sorted(self._all)
        return (ids[start : start + _PORTION] for start in range(0, len(ids), _PORTION))
