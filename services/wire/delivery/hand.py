"""What one worker has in hand, and how it holds on to that or lets it go."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence

from services.wire.delivery.entry import Entry
from services.wire.delivery.ownership import Ownership
from services.wire.events import Event
from services.wire.logs import log


class Hand:
    """Entries that were delivered to a worker and not yet acknowledged. Whatever asks Redis raises redis.RedisError."""

    def __init__(self, ownership: Ownership) -> None:
        self._ownership = ownership
        self._not_begun: set[str] = set()
        self._begun: set[str] = set()
        self._claiming = asyncio.Lock()

    @property
    def ids(self) -> set[str]:
        """All of them."""
        return self._not_begun | self._begun

    def take(self, entries: Iterable[Entry]) -> None:
        """Note entries that were just read."""
        self._not_begun.update(entry.id for entry in entries)

    async def claim(self, ask: Callable[[], Awaitable[list[Entry]]]) -> list[Entry]:
        """Take entries that `ask` claims."""
        async with self._claiming:
            entries = await ask()
            self.take(entries)
        return entries

    def begin(self, portion: Iterable[Entry]) -> None:
        """Note that these are being worked on."""
        ids = {entry.id for entry in portion}
        self._not_begun -= ids
        self._begun |= ids

    def finish(self, portion: Iterable[Entry]) -> None:
        """Note that these are acknowledged, by whomever."""
        self._begun.difference_update(entry.id for entry in portion)

    async def renew(self) -> None:
        """Keep all of it from being taken over by others."""
        await self._ownership.renew(self.ids)

    async def hand_back_not_begun(self) -> None:
        """Let others have what nobody has begun to work on."""
        await self._ownership.hand_back(self._not_begun)
        self._not_begun.clear()

    async def hand_back_unseen(self) -> None:
        """Let others have what was delivered in an answer that got lost."""
        async with self._claiming:  # what is being claimed is not in hand yet, and not lost
            await self._hand_back_all_but(self.ids)

    async def leave(self) -> None:
        """Let others have everything."""
        await self._hand_back_all_but(())

    async def give_up(self, portion: Sequence[Entry]) -> None:
        """Before the process ends: let others have everything, the portion with a delivery counted."""
        await self._ownership.give_up([entry.id for entry in portion])
        await self.hand_back_not_begun()

    async def _hand_back_all_but(self, in_hand: Iterable[str]) -> None:
        if handed_back := await self._ownership.hand_back_all_but(in_hand):
            log(Event.ENTRY_RETURNED, entries=handed_back)
