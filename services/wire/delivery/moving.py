"""Moving old dead letters to the database, so that a bad feed can't fill Redis with them."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

from redis.asyncio import Redis

from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.patience import Outage, now_and_then
from services.wire.events import Event
from services.wire.logs import log

EVERY = 5.0
"""Seconds between two looks."""

MOST_BYTES = 64_000_000
"""Memory of Redis that the letters in it may take, however few they are."""

_PAGE = 100


class Archive(Protocol):
    """Where old dead letters are kept instead. Calls block, and both are safe to repeat."""

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store letters; committed when it returns."""
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Delete those of these letters that are there."""
        ...


async def move_old(
    redis: Redis,
    archive: Archive,
    kept: int,
    *,
    prefix: str,
    stop: asyncio.Event,
    outage: Outage,
    every: float = EVERY,
) -> None:
    """Until the stop: look every so many seconds, and keep those in Redis to `kept` letters and MOST_BYTES.

    `outage` is that of Redis.
    """
    trouble = Outage(Event.DEAD_WAITING, Event.DEAD_RESUMED)
    mover = Mover(redis, archive, kept, stop, prefix)
    await now_and_then(mover.look, trouble, every=every, stop=stop, redis=outage)


class Mover:
    """Takes the oldest letters out of Redis once they are in the archive, a tenth of `kept` or more at a time."""

    def __init__(self, redis: Redis, archive: Archive, kept: int, stop: asyncio.Event, prefix: str) -> None:
        self._letters = DeadLetters(redis, prefix)
        self._archive = archive
        self._kept = kept
        self._stop = stop
        self._many = False
        self._moved = 0

    async def look(self) -> None:
        """Move what is too much. Any number may do so at once. Raises redis.RedisError, and what the archive raises.

        The log tells once when letters become too many, and once when they have ceased to.
        """
        await self._clean_up()
        if await self._excess(self._kept):
            if not self._many:
                await self._warn()
            await self._move()
        elif self._many:
            log(Event.DEAD_MOVED, letters=self._moved, kept=self._kept)
            self._many, self._moved = False, 0

    async def _excess(self, kept: int) -> int:
        """How many letters are too many; where they are few and take too much memory, a tenth of them."""
        count = await self._letters.count()
        if count > kept:
            return count - kept
        return -(-count // 10) if await self._letters.size() > MOST_BYTES else 0

    async def _warn(self) -> None:
        count = await self._letters.count()
        for newest in await self._letters.older(None, 1):
            facts = {"letters": count, "kept": self._kept, "stage": newest.stage, "reason": newest.reason}
            log(Event.DEAD_MANY, level=logging.WARNING, **facts)
        self._many = True

    async def _move(self) -> None:
        fewer = self._kept - self._kept // 10  # so that a trickle is moved, and told of, in large steps
        while not self._stop.is_set() and (excess := await self._excess(fewer)):
            page = await self._letters.newer(None, min(excess, _PAGE))
            ids = [letter.id for letter in page]
            await asyncio.to_thread(self._archive.keep, page)
            if ended := await self._letters.ended(ids):  # meanwhile: nobody is to find a deleted article's text here
                await asyncio.to_thread(self._archive.remove, [*ended])
            await self._letters.remove(ids)
            self._moved += len(page)

    async def _clean_up(self) -> None:
        """Delete copies of letters that were replayed or dropped a day ago."""
        while not self._stop.is_set() and (ids := await self._letters.ended_long_ago(_PAGE)):
            await asyncio.to_thread(self._archive.remove, ids)
            await self._letters.forget(ids)
