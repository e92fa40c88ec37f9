"""Deleting what is older than it may be, and having Redis forget what was deleted while it could not be asked."""

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from redis.asyncio import Redis

from services.wire.announcing import announce_deleted
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.moving import Archive
from services.wire.delivery.patience import Outage, is_set_within, now_and_then
from services.wire.delivery.withdrawing import Withdrawal
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.logs import log

EVERY = 10.0
"""Seconds between two looks."""

_PORTION = 100
_PAUSE = 0.1
"""What is deleted at once, and seconds after it: storing goes on meanwhile."""
_CLEAN_UP = 3600
"""Seconds between two looks for deletions that need not be remembered any longer."""


class Deletions(Protocol):
    """The database, from which articles are deleted. Calls block, and all are safe to repeat."""

    def expire(self, seconds: float, limit: int) -> tuple[int, int]:
        """Delete at most `limit` articles that were stored longer ago; how many those were, and their revisions."""
        ...

    def unfinished(self, limit: int) -> list[str]:
        """At most `limit` ids of deleted articles which Redis may still remember."""
        ...

    def finish(self, ids: Collection[str], last: str) -> None:
        """Note that Redis has forgotten these. `last` was the newest raw entry."""
        ...

    def forget(self, seconds: float) -> None:
        """Remember finished deletions no longer that are older than that."""
        ...


class OldLetters(Archive, Protocol):
    """Where old dead letters are."""

    def newer(self, than: str | None, limit: int) -> list[DeadLetter]:
        """At most `limit` letters after the id `than` (None: after the beginning), the oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Retention:
    """Where articles and dead letters are kept, and for how many seconds; None: for ever."""

    deletions: Deletions
    letters: OldLetters
    seconds: float | None


async def expire_old(
    redis: Redis,
    kept: Retention,
    remember: float,
    *,
    prefix: str,
    stop: asyncio.Event,
    outage: Outage,
    every: float = EVERY,
) -> None:
    """Until the stop: look every so many seconds for what is too old. Deletions are known for `remember` seconds.

    `outage` is that of Redis.
    """
    trouble = Outage(Event.DELETIONS_WAITING, Event.DELETIONS_RESUMED)
    expiry = Expiry(redis, kept, remember, stop, prefix)

    async def look() -> None:
        try:
            await expiry.look()
        except Transient:
            # Where articles are kept for ever, nothing is known to wait, and who stores says that the database is away.
            # But it ends no trouble that was told of.
            if kept.seconds is not None or trouble.away:
                raise

    await now_and_then(look, trouble, every=every, stop=stop, redis=outage)


class Expiry:
    """Looks after what is too old. Any number of workers may do so at once."""

    def __init__(self, redis: Redis, kept: Retention, remember: float, stop: asyncio.Event, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._remember = remember
        self._withdrawal = Withdrawal(redis, prefix)
        self._in_redis = DeadLetters(redis, prefix)
        self._kept = kept
        self._stop = stop
        self._cleaned_up: float | None = None

    async def look(self) -> None:
        """Delete what is too old. Raises redis.RedisError, and what the database raises."""
        await self._finish()
        if self._kept.seconds is not None:
            await self._expire_articles(self._kept.seconds)
            await self._expire_letters(self._kept.seconds)
        if self._cleaned_up is None or time.monotonic() - self._cleaned_up > _CLEAN_UP:
            await asyncio.to_thread(self._kept.deletions.forget, self._remember)
            self._cleaned_up = time.monotonic()

    async def _finish(self) -> None:
        """What the database has deleted, Redis is to forget: it would call it stored, if it were published again."""
        while not self._stop.is_set() and (ids := await asyncio.to_thread(self._kept.deletions.unfinished, _PORTION)):
            last = await self._withdrawal.last_entry()
            await self._withdrawal.forget(ids)
            await announce_deleted(self._redis, ids, self._prefix)
            await asyncio.to_thread(self._kept.deletions.finish, ids, last)

    async def _expire_articles(self, seconds: float) -> None:
        while not self._stop.is_set():
            articles, revisions = await asyncio.to_thread(self._kept.deletions.expire, seconds, _PORTION)
            if not articles:
                break
            log(Event.ARTICLES_EXPIRED, articles=articles, revisions=revisions)
            await self._finish()
            await is_set_within(self._stop, _PAUSE)

    async def _expire_letters(self, seconds: float) -> None:
        """The oldest are in the database; those in Redis follow."""
        now, _ = await self._redis.time()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        while not self._stop.is_set() and (old := _before(now - seconds, await self._oldest())):
            for id in old:
                await self._in_redis.drop(id)
            await asyncio.to_thread(self._kept.letters.remove, old)
            log(Event.DEAD_EXPIRED, letters=len(old))
            await is_set_within(self._stop, _PAUSE)

    async def _oldest(self) -> Sequence[DeadLetter]:
        in_database = await asyncio.to_thread(self._kept.letters.newer, None, _PORTION)
        return in_database or await self._in_redis.newer(None, _PORTION)


def _before(moment: float, letters: Sequence[DeadLetter]) -> list[str]:
    """Ids of those that died before a moment, in seconds of the clock of Redis."""
    return [letter.id for letter in letters if int(letter.id.partition("-")[0]) < moment * 1000]
