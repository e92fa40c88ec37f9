"""All dead letters, those in Redis and those that have moved to the database, as one list."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import typer
from redis.asyncio import Redis

from services.store.connect import open_dead_letters
from services.store.dead_letters import DeadLetterStore, WantedLetters, key_of
from services.store.protocol import UnusableDatabase
from services.store.settings import StoreSettings
from services.wire.connection import connect
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.letters import DeadLetters
from services.wire.failures import Transient
from services.wire.settings import Settings

T = TypeVar("T")

_PAGE = 100

End = Callable[[DeadLetter], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter that could not be ended, and why."""

    letter: DeadLetter
    why: str


class AllDeadLetters:
    """Redis and database together. A letter only ever moves from the first to the second, the oldest ones first.

    So whoever looks into Redis and then into the database overlooks none. What is in a database that can't be asked is
    left out: `on_problem` hears once why. Every method raises redis.RedisError.
    """

    def __init__(self, redis: Redis, database: DeadLetterStore, on_problem: Callable[[str], None], prefix: str) -> None:
        self.redis = redis
        self.prefix = prefix
        self._in_redis = DeadLetters(redis, prefix)
        self._in_database = database
        self._on_problem = on_problem
        self._told = False

    async def find(self, id: str) -> DeadLetter | None:
        """One letter that was neither replayed nor dropped."""
        if letter := await self._in_redis.find(id):
            return letter
        letter = self._ask(lambda: self._in_database.find(id), None)
        return None if await self._in_redis.ended([id]) else letter

    async def newest_first(self, before: str | None, wanted: WantedLetters) -> AsyncIterator[DeadLetter]:
        """Those wanted that are older than the id `before` (None: all)."""
        than = before
        while page := await self._in_redis.older(than, _PAGE):
            for letter in page:
                if wanted.fits(letter):
                    yield letter
            than = page[-1].id
        async for page in self._pages(self._in_database.older, than, wanted):
            for letter in page:
                yield letter

    async def oldest_first(self, wanted: WantedLetters) -> AsyncIterator[list[DeadLetter]]:
        """Those wanted that are there now, in pages; none that dies from now on.

        What moves while Redis is read comes at the end, when the database is read again.
        """
        newest = await self._newest()
        for read in (self._read_database, self._read_redis, self._read_database):
            async for page in read(wanted):
                there = [letter for letter in page if key_of(letter.id) <= newest]
                if there:
                    yield there
                if len(there) < len(page):
                    break

    async def replay(self, letters: Sequence[DeadLetter]) -> list[Kept]:
        """Give each back to the stage it failed in; those that stay where they are."""
        return await self._end(letters, self._in_redis.replay)

    async def drop(self, letters: Sequence[DeadLetter]) -> list[Kept]:
        """End each for good; those that stay where they are."""
        return await self._end(letters, lambda letter: self._in_redis.drop(letter.id))

    async def _end(self, letters: Sequence[DeadLetter], end: End) -> list[Kept]:
        """Redis decides who ends a letter, and remembers it until no copy is left in the database.

        The store deletes the copy a day later: Redis may lose what it did in the last second, and so it loses nothing.
        """
        kept: list[Kept] = []
        for letter in letters:
            try:
                if not await end(letter):
                    kept.append(Kept(letter, "it was replayed or dropped just now"))
            except ValueError as error:
                kept.append(Kept(letter, f"it can't be replayed, since Dateline did not write it ({error})"))
        return kept

    async def _newest(self) -> str:
        """The key of the newest letter."""
        newest = await self._in_redis.older(None, 1) or self._ask(lambda: self._in_database.older(None, 1), [])
        return key_of(newest[0].id) if newest else ""

    async def _read_redis(self, wanted: WantedLetters) -> AsyncIterator[list[DeadLetter]]:
        than = None
        while page := await self._in_redis.newer(than, _PAGE):
            yield [letter for letter in page if wanted.fits(letter)]
            than = page[-1].id

    async def _read_database(self, wanted: WantedLetters) -> AsyncIterator[list[DeadLetter]]:
        async for page in self._pages(self._in_database.newer, None, wanted):
            yield page

    async def _pages(
        self,
        read: Callable[[str | None, int, WantedLetters], list[DeadLetter]],
        than: str | None,
        wanted: WantedLetters,
    ) -> AsyncIterator[list[DeadLetter]]:
        """Pages of the database, without letters that were ended and are still there."""

        def next_page() -> list[DeadLetter]:
            return read(than, _PAGE, wanted)

        while page := self._ask(next_page, []):
            ended = await self._in_redis.ended([letter.id for letter in page])
            yield [letter for letter in page if letter.id not in ended]
            than = page[-1].id

    def _ask(self, attempt: Callable[[], T], otherwise: T) -> T:
        try:
            return attempt()
        except (UnusableDatabase, Transient) as error:
            if not self._told:
                self._on_problem(str(error))
            self._told = True
            return otherwise


@asynccontextmanager
async def all_dead_letters(redis_url: str) -> AsyncGenerator[AllDeadLetters]:
    """Those of this Redis and of the database. A database that can't be asked is a line on standard error."""

    def tell(problem: str) -> None:
        typer.echo(f"dateline: dead letters in Redis alone: {problem}", err=True)

    database = open_dead_letters(StoreSettings().database())
    prefix = Settings().prefix
    async with connect(redis_url, prefix) as redis:
        yield AllDeadLetters(redis, database, tell, prefix)
