"""The dead letters in Redis: reading them, and ending each of them once."""

from collections.abc import Sequence
from importlib.resources import files
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError

from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.history import with_history
from services.wire.streams import DEAD, ENDED, INPUT, TOTALS

_PAGE = (files("services.wire.delivery") / "page.lua").read_text()

_END = (files("services.wire.delivery") / "ending.lua").read_text()

_END_WHEN_FULL = _END.replace("#!lua", "#!lua flags=allow-oom", 1)

_FULL = 4_000_000
"""Bytes at which a page is full."""

REMEMBERED = 86_400
"""Seconds for which it is known that a letter was ended, wherever a copy of it may still be."""

_Entries = list[tuple[bytes, list[bytes]]]  # ids, and names and values by turns


class DeadLetters:
    """The dead letters in Redis. Every method raises redis.RedisError."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._dead, self._ended, self._totals = prefix + DEAD, prefix + ENDED, prefix + TOTALS
        self._end = redis.register_script(_END)
        self._end_when_full = redis.register_script(_END_WHEN_FULL)
        self._page = redis.register_script(_PAGE)

    async def count(self) -> int:
        """How many there are."""
        return await self._redis.xlen(self._dead)

    async def size(self) -> int:
        """Bytes of memory that they take, counted letter by letter."""
        return await self._redis.memory_usage(self._dead, samples=0) or 0  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs

    async def find(self, id: str) -> DeadLetter | None:
        """One letter; None if it isn't there."""
        found = await self._read("XRANGE", id, id, 1)
        return found[0] if found else None

    async def older(self, than: str | None, limit: int) -> list[DeadLetter]:
        """At most `limit` letters before the id `than` (None: before the end), the newest first.

        Fewer where they are large; none only where there are no more.
        """
        return await self._read("XREVRANGE", f"({than}" if than else "+", "-", limit)

    async def newer(self, than: str | None, limit: int) -> list[DeadLetter]:
        """At most `limit` letters after the id `than` (None: after the beginning), the oldest first; else likewise."""
        return await self._read("XRANGE", f"({than}" if than else "-", "+", limit)

    async def replay(self, letter: DeadLetter) -> bool:
        """Give it back to the stage it failed in, wherever the letter is kept. False if it had been ended before.

        Raises ValueError for a letter that Dateline did not write.
        """
        if letter.stage not in INPUT:
            raise ValueError(f"unknown stage {letter.stage!r}")
        fields = with_history(letter.original, letter.failures())
        entry = [part for field in fields.items() for part in field]
        keys = [self._dead, self._ended, self._totals, self._prefix + INPUT[letter.stage]]
        return bool(await self._end(keys, [letter.id, letter.stage, letter.counter, *entry]))

    async def drop(self, id: str) -> bool:
        """End a letter for good. False if it had been ended before.

        A full server refuses this only for a letter that isn't there: the others free more memory than it takes.
        """
        keys = [self._dead, self._ended, self._totals]
        try:
            return bool(await self._end(keys, [id]))
        except OutOfMemoryError:
            if not await self.find(id):
                raise
            return bool(await self._end_when_full(keys, [id]))

    async def ended(self, ids: Sequence[str]) -> set[str]:
        """Which of these were ended."""
        if not ids:
            return set()
        times = await self._redis.zmscore(self._ended, list(ids))
        return {id for id, time in zip(ids, times, strict=True) if time is not None}

    async def ended_long_ago(self, limit: int) -> list[str]:
        """At most `limit` of those that need not be remembered any longer, once no copy of them is left."""
        now, _ = await self._redis.time()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        command = ("ZRANGE", self._ended, "-inf", now - REMEMBERED, "BYSCORE", "LIMIT", 0, limit)
        found = await self._redis.execute_command(*command)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # untyped, but `zrange` is typed for ranks alone
        return [id.decode() for id in cast("list[bytes]", found)]

    async def forget(self, ids: Sequence[str]) -> None:
        """Remember no longer that these were ended."""
        await self._redis.zrem(self._ended, *ids)

    async def remove(self, ids: Sequence[str]) -> None:
        """Take letters out of Redis that are safe elsewhere."""
        if ids:
            await self._redis.xdel(self._dead, *ids)

    async def _read(self, command: str, start: str, end: str, limit: int) -> list[DeadLetter]:
        found = cast("_Entries", await self._page([self._dead], [command, start, end, limit, _FULL]))
        return [DeadLetter(id.decode(), dict(zip(fields[::2], fields[1::2], strict=True))) for id, fields in found]
