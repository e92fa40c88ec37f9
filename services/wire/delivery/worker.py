"""One worker of one stage: takes entries in hand, has them worked on, and carries out what becomes of them."""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar

from redis.asyncio import Redis

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import Hop
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.ownership import Ownership
from services.wire.delivery.patience import Outage, Stopped, is_set_within, patiently
from services.wire.delivery.report import report, report_claim
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage, Work
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.logs import log

T = TypeVar("T")

SECONDS_A_DAY = 86_400


class Worker:
    """Owns what is in hand. Nothing here raises: what can't be done now waits, or is handed back at the end."""

    def __init__(
        self,
        redis: Redis,
        stage: Stage,
        consumer: str,
        settings: DeliverySettings,
        *,
        stop: asyncio.Event,
        outage: Outage,
    ) -> None:
        """`outage` is that of Redis. Once `stop` is set, nothing more is begun."""
        self._stage = stage
        self._redis_outage = outage
        self._settings = settings
        self._stop = stop
        self._hop = Hop(
            redis,
            stage=stage.name,
            source=stage.source,
            target=stage.target,
            remember=settings.remember * SECONDS_A_DAY,
        )
        self._ownership = Ownership(
            redis, stream=stage.source, group=stage.name, consumer=consumer, min_idle=settings.min_idle
        )
        self._in_hand: set[str] = set()
        self.at_work = False
        self._one_at_a_time = asyncio.Lock()

    async def take(self, entries: Sequence[Entry]) -> None:
        """Work on entries that were just read, in portions that memory can bear.

        While one portion is passed on, the next is already worked on.
        """
        self._redis_outage.ends()
        self._in_hand.update(entry.id for entry in entries)
        async with asyncio.TaskGroup() as passing_on:
            for portion in portions(entries, self._stage.count, self._stage.size):
                started = time.perf_counter()
                async with self._one_at_a_time:
                    if self._stop.is_set():
                        return
                    try:
                        outcomes = await self._work(portion)
                    except Stopped:
                        return
                passing_on.create_task(self._pass_on(portion, outcomes, started))

    async def take_over(self) -> None:
        """Until the stop: run the entries of workers that are gone, each alone, so that none can harm another."""
        pause = min(1.0, self._settings.min_idle / 4)
        while not await is_set_within(self._stop, pause):
            with suppress(Stopped):
                while not self._stop.is_set() and (entry := await self._reach(self._ownership.take_over)):
                    await self._take_alone(entry)

    async def renew(self) -> None:
        """Until cancelled: keep what is in hand from being taken over by others."""
        while True:
            await asyncio.sleep(self._settings.min_idle / 3)
            if self._in_hand:
                with suppress(Stopped):
                    await self._reach(lambda: self._ownership.renew(list(self._in_hand)))

    async def leave(self) -> None:
        """Hand back what was not finished. Raises redis.RedisError."""
        if self._in_hand:
            log(Event.ENTRY_RETURNED, entries=await self._ownership.hand_back(self._in_hand))
        await self._ownership.leave()

    async def _take_alone(self, entry: Entry) -> None:
        self._in_hand.add(entry.id)
        report_claim(entry)
        started = time.perf_counter()
        async with self._one_at_a_time:
            if entry.deliveries > self._settings.max_deliveries:
                outcomes = [Dead(f"killed its worker: delivered {entry.deliveries - 1} times without success")]
            else:
                outcomes = await self._work([entry])
        await self._pass_on([entry], outcomes, started)

    async def _reach(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Ask Redis until it answers. Raises Stopped."""
        return await patiently(attempt, self._stop, self._redis_outage)

    async def _work(self, entries: Sequence[Entry]) -> Sequence[Outcome]:
        """Raises Stopped."""
        outage = Outage(Event.BATCH_WAITING, Event.BATCH_RESUMED)
        return await patiently(lambda: asyncio.to_thread(self._attempt, entries), self._stop, outage)

    def _attempt(self, entries: Sequence[Entry]) -> Sequence[Outcome]:
        self.at_work = True
        try:
            return work_on(self._stage.work, entries)
        finally:
            self.at_work = False

    async def _pass_on(self, entries: Sequence[Entry], outcomes: Sequence[Outcome], started: float) -> None:
        done = list(zip(entries, outcomes, strict=True))
        with suppress(Stopped):
            results = await self._reach(lambda: self._hop(done))
            self._in_hand.difference_update(entry.id for entry in entries)
            report(self._stage, done, results, seconds=time.perf_counter() - started)


def work_on(work: Work, entries: Sequence[Entry]) -> list[Outcome]:
    """One outcome an entry. Where the work on all of them fails, each runs alone and the guilty one dies.

    Raises Transient.
    """
    try:
        return work(entries)
    except Transient:
        raise
    except Exception as error:
        failed = Dead(f"{type(error).__name__}: {error}", traceback=traceback.format_exc())
    if len(entries) == 1:
        return [failed]
    return [outcome for entry in entries for outcome in work_on(work, [entry])]


def portions(entries: Iterable[Entry], count: int, size: int) -> Iterator[list[Entry]]:
    """Cut entries into portions of at most `count` entries and, unless one alone is larger, `size` bytes."""
    portion: list[Entry] = []
    total = 0
    for entry in entries:
        bytes_more = entry.size
        if portion and (len(portion) == count or total + bytes_more > size):
            yield portion
            portion, total = [], 0
        portion.append(entry)
        total += bytes_more
    if portion:
        yield portion
