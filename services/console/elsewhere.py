"""Where articles are that are not, or not only, in the database: on their way, or among the dead letters."""

from collections.abc import AsyncIterator, Callable

from redis.asyncio import Redis

from services.console.told import Told, tellers, told_by_letter
from services.store.dead_letters import DeadLetterStore
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.entry import Entry
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.withdrawing import Withdrawal
from services.wire.streams import INPUT

Chosen = Callable[[Told], bool]

_PAGE = 100


class InRedis:
    """What a deletion needs of Redis."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self.connection = redis
        self.prefix = prefix
        self.withdrawal = Withdrawal(redis, prefix)
        self.letters = DeadLetters(redis, prefix)


class Elsewhere:
    """Redis, unless it can't be asked, and the dead letters in the database. Raises redis.RedisError, WrongSources.

    Articles move from stream to stream and from there to the dead letters, letters from Redis to the database: asked in
    that order, these overlook none.
    """

    def __init__(self, redis: InRedis | None, archive: DeadLetterStore) -> None:
        self.redis = redis
        self._archive = archive
        self._tellers = tellers()
        self._known: dict[tuple[str, str], Told | None] = {}  # to clean a page takes long, and each is asked for twice

    async def entries(self, chosen: Chosen) -> AsyncIterator[tuple[str, dict[str, Told]]]:
        """Entries of one stream after the other, by their ids."""
        if not self.redis:
            return
        for stream in INPUT.values():
            async for page in self.redis.withdrawal.entries(stream):
                told = {entry.id: self._tell(stream, entry) for entry in page}
                yield stream, {id: article for id, article in told.items() if article and chosen(article)}

    async def letters(self, chosen: Chosen) -> AsyncIterator[dict[str, Told]]:
        """Dead letters by their ids, copies of letters that were ended included: they have the text as well."""
        than = None
        while self.redis and (page := await self.redis.letters.newer(than, _PAGE)):
            yield self._told(page, chosen)
            than = page[-1].id
        than = None
        while page := self._archive.newer(than, _PAGE):
            yield self._told(page, chosen)
            than = page[-1].id

    def _tell(self, stream: str, entry: Entry) -> Told | None:
        if (stream, entry.id) not in self._known:
            self._known[stream, entry.id] = self._tellers[stream](entry)
        return self._known[stream, entry.id]

    def _told(self, letters: list[DeadLetter], chosen: Chosen) -> dict[str, Told]:
        told = {letter.id: told_by_letter(letter, self._tellers) for letter in letters}
        return {id: article for id, article in told.items() if article and chosen(article)}
