"""One worker of one stage: takes entries in hand, has them worked on, and carries out what becomes of them."""

import asyncio
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence

from redis.asyncio import Redis

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import Hop
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.ownership import Ownership
from services.wire.delivery.patience import Stopped, is_set_within, patiently
from services.wire.delivery.report import report, report_claim
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage, Work
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.logs import log

SECONDS_A_DAY = 86_400


class Worker:
    """Owns what is in hand. Nothing here raises: what can't be done now waits, or is handed back at the end."""

    def __init__(
        self, redis: Redis, stage: Stage, consumer: str, settings: DeliverySettings, stop: asyncio.Event
    ) -> None:
        self._stage = stage
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
        self._one_at_a_time = asyncio.Lock()

    async def take(self, entries: Sequence[Entry]) -> None:
        """Work on entries that were just read, in portions that memory can bear."""
        self._in_hand.update(entry.id for entry in entries)
        for portion in portions(entries, self._stage.count, self._stage.size):
            async with self._one_at_a_time:
                if self._stop.is_set():
                    return
                await self._finish(portion)

    async def take_over(self) -> None:
        """Until the stop: run the entries of workers that are gone, each alone, so that none can harm another."""
        pause = min(1.0, self._settings.min_idle / 4)
        while not await is_set_within(self._stop, pause):
            try:
                while (entry := await patiently(self._ownership.take_over, self._stop)) and not self._stop.is_set():
                    await self._take_alone(entry)
            except Stopped:
                return

    async def renew(self) -> None:
        """Until cancelled: keep what is in hand from being taken over by others."""
        while True:
            await asyncio.sleep(self._settings.min_idle / 3)
            if self._in_hand:
                await patiently(lambda: self._ownership.renew(list(self._in_hand)), asyncio.Event())

    async def leave(self) -> None:
        """Hand back what was not finished. Raises redis.RedisError."""
        if self._in_hand:
            log(Event.ENTRY_RETURNED, entries=await self._ownership.hand_back(self._in_hand))
        await self._ownership.leave()

    async def _take_alone(self, entry: Entry) -> None:
        self._in_hand.add(entry.id)
        report_claim(entry)
        async with self._one_at_a_time:
            if entry.deliveries > self._settings.max_deliveries:
                dead = Dead(f"killed its worker: delivered {entry.deliveries - 1} times without success")
                await self._carry_out([entry], [dead], time.perf_counter())
            else:
                await self._finish([entry])

    async def _finish(self, entries: Sequence[Entry]) -> None:
        started = time.perf_counter()
        try:
            outcomes = await patiently(lambda: asyncio.to_thread(work_on, self._stage.work, entries), self._stop)
            await self._carry_out(entries, outcomes, started)
        except Stopped:
            return

    async def _carry_out(self, entries: Sequence[Entry], outcomes: Sequence[Outcome], started: float) -> None:
        done = list(zip(entries, outcomes, strict=True))
        results = await patiently(lambda: self._hop(done), self._stop)
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
        if portion and (len(portion) == count or total + entry.size > size):
            yield portion
            portion, total = [], 0
        portion.append(entry)
        total += entry.size
    if portion:
        yield portion
