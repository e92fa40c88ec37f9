"""Taking deleted articles out of Redis: entries that are still on their way, and what is remembered of them."""

from collections.abc import AsyncIterator, Collection, Sequence
from importlib.resources import files
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Counter
from services.wire.streams import RAW, READER, REMEMBERED, TOTALS

_FOLDER = files("services.wire.delivery")
_AT_ONCE = 100
_FULL = 4_000_000
"""Entries, and bytes, that are read in one go."""

_Entries = list[tuple[bytes, list[bytes]]]  # ids, and names and values by turns


class Withdrawal:
    """What a deletion does in Redis. Every method raises redis.RedisError, and is safe to repeat."""

    def __init__(self, redis: Redis, prefix: str) -> None:
        self._redis = redis
        self._prefix = prefix
        self._page = redis.register_script((_FOLDER / "page.lua").read_text())
        self._take_out = redis.register_script((_FOLDER / "withdraw.lua").read_text())

    async def last_entry(self) -> str:
        """Id of the newest entry that the raw stream ever had: what is published from now on has a later one."""
        try:
            return (await self._redis.xinfo_stream(self._prefix + RAW))["last-generated-id"].decode()
        except ResponseError as error:
            if "no such key" not in str(error):
                raise
        seconds, microseconds = await self._redis.time()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
        return f"{seconds * 1000 + microseconds // 1000}-0"

    async def entries(self, stream: str) -> AsyncIterator[list[Entry]]:
        """Pages of all entries that are in a stream now, the oldest first; of what is added meanwhile, some."""
        newest = await self._read(stream, "XREVRANGE", "+", "-", 1)
        start = "-"
        while newest and (page := await self._read(stream, "XRANGE", start, newest[0].id, _AT_ONCE)):
            yield page
            start = f"({page[-1].id}"

    async def take_out(self, stream: str, ids: Sequence[str], counter: Counter = "deleted") -> int:
        """Take entries out of a stream; how many of them still had to be done, which are counted now."""
        keys = [self._prefix + stream, self._prefix + TOTALS]
        return await self._take_out(keys, [READER[stream], counter, *ids]) if ids else 0

    async def remembered(self, ids: Collection[str]) -> set[str]:
        """Which of these articles Redis remembers."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for id in ids:
                pipe.exists(self._prefix + REMEMBERED + id)
            found = await pipe.execute()
        return {id for id, known in zip(ids, found, strict=True) if known}

    async def forget(self, ids: Collection[str]) -> int:
        """Remember nothing of these articles; of how many something was."""
        return await self._redis.delete(*(self._prefix + REMEMBERED + id for id in ids)) if ids else 0

    async def _read(self, stream: str, command: str, start: str, end: str, limit: int) -> list[Entry]:
        found = cast("_Entries", await self._page([self._prefix + stream], [command, start, end, limit, _FULL]))
        return [Entry.of(id, dict(zip(parts[::2], parts[1::2], strict=True))) for id, parts in found]
