"""One worker of one stage: takes entries in hand, has them worked on, and carries out what becomes of them."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.wire.delivery.crash import begin
from services.wire.delivery.entry import Entry, Taken
from services.wire.delivery.hand import Hand
from services.wire.delivery.hop import Hop
from services.wire.delivery.outcome import Outcome
from services.wire.delivery.ownership import Ownership
from services.wire.delivery.patience import UNREACHABLE, Outage, Stopped, is_set_within, patiently
from services.wire.delivery.portions import portions
from services.wire.delivery.pressure import Pressure
from services.wire.delivery.report import report, report_claims, report_received
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage
from services.wire.delivery.working import Working
from services.wire.events import Event

T = TypeVar("T")

SECONDS_A_DAY = 86_400
_IDLE = 5
"""Seconds between two looks of an idle worker at what it needs."""
_FAREWELL = 2
"""Seconds that a worker which has to end takes to say which entries others can have at once."""


class Worker:
    """Owns what is in hand. What can't be done now waits, or is handed back at the end."""

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
        self._consumer = consumer
        self._redis_outage = outage
        self._refusal = Outage(Event.BATCH_WAITING, Event.BATCH_RESUMED, redis_url=outage.redis_url)
        self._settings = settings
        self._stop = stop
        self.working = Working(stage, settings, stop=stop, give_up=self._give_up)
        self._hop = Hop(
            redis,
            stage=stage.name,
            source=stage.source,
            target=stage.target,
            remember=settings.remember * SECONDS_A_DAY,
            prefix=settings.prefix,
        )
        self._ownership = Ownership(
            redis,
            stream=settings.prefix + stage.source,
            group=stage.name,
            consumer=consumer,
            min_idle=settings.min_idle,
        )
        self._pressure = Pressure(redis, stage.target, settings, stop=stop, outage=outage)
        self.hand = Hand(self._ownership)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._one_at_a_time = asyncio.Lock()

    async def take(self, entries: Sequence[Entry]) -> None:
        """Work on entries that were just read; return when more may be. Goes on when the caller is cancelled."""
        self._redis_outage.ends()
        report_received(self._stage, entries)
        self.hand.take(entries)
        await asyncio.shield(self._start(self._work_through(entries)))
        await self._pressure.hold(len(entries))

    async def take_over(self) -> None:
        """Until the stop: run the entries of workers that are gone."""
        pause = min(1.0, self._settings.min_idle / 4)
        while not await is_set_within(self._stop, pause):
            await self._pressure.hold()
            while not self._stop.is_set() and await asyncio.shield(self._start(self._take_over_some())):
                await self._pressure.hold(self._stage.count)

    async def renew(self) -> None:
        """Until cancelled: keep what is in hand from being taken over by others."""
        while True:
            await asyncio.sleep(self._settings.min_idle / 3)
            if self.hand.ids:
                with suppress(Stopped):
                    await self._reach(self.hand.renew)

    async def try_out(self) -> None:
        """Until the stop: when idle, find out now and then whether work could be done at all."""
        while not await is_set_within(self._stop, _IDLE):
            if not self.hand.ids:
                async with self._one_at_a_time:
                    with suppress(Stopped):
                        await self.working.on_nothing()

    async def drain(self) -> None:
        """After the stop: hand back what was not begun, and wait for what was. Raises redis.RedisError."""
        await self.hand.hand_back_not_begun()
        while self._tasks:
            await asyncio.wait(self._tasks)

    @property
    def waits_for(self) -> str | None:
        """Why work, or passing it on, can't be done at present, apart from Redis as a whole; None while it can."""
        return self.working.need.why or self._refusal.why

    async def _work_through(self, entries: Sequence[Entry]) -> None:
        """Work on one portion while the one before is still passed on."""
        async with asyncio.TaskGroup() as passing_on:
            for portion in self._portions(entries):
                async with self._one_at_a_time:
                    await self._run(portion, passing_on)

    async def _take_over_some(self) -> bool:
        """Claim and run at once, with nothing else at work that could end the process: a claim counts a delivery."""
        async with asyncio.TaskGroup() as passing_on, self._one_at_a_time:
            with suppress(Stopped):
                entries = await self.hand.claim(self._silent_entries)
                for portion in self._portions(entries):
                    report_claims(self._stage, portion)
                    await self._run(portion, passing_on)
                return bool(entries)
        return False

    async def _silent_entries(self) -> list[Entry]:
        return await self._reach(lambda: self._ownership.take_over(self._stage.count))

    def _portions(self, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
        return portions(entries, self._stage.count, self._stage.size)

    async def _run(self, portion: Sequence[Entry], passing_on: asyncio.TaskGroup) -> None:
        if self._stop.is_set():
            return
        started = time.perf_counter()
        taken = Taken(self._stage.name, self._consumer, time.time(), len(portion))
        entries = [entry.taken_in_hand(taken) for entry in portion]
        self.hand.begin(entries)
        with suppress(Stopped):
            outcomes = await self.working.on(entries)
            passing_on.create_task(self._pass_on(entries, outcomes, started))

    async def _pass_on(self, entries: Sequence[Entry], outcomes: Sequence[Outcome], started: float) -> None:
        done = list(zip(entries, outcomes, strict=True))
        with suppress(Stopped):
            # What Redis refuses here alone (out of memory, a wrong kind of key) does not mean that it is away.
            results = await patiently(
                lambda: patiently(lambda: self._hop(done), self._stop, self._redis_outage, UNREACHABLE),
                self._stop,
                self._refusal,
            )
            self.hand.finish(entries)
            report(self._stage, done, results, seconds=time.perf_counter() - started)

    async def _reach(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Ask Redis until it answers. Raises Stopped."""
        return await patiently(attempt, self._stop, self._redis_outage)

    async def _give_up(self, portion: Sequence[Entry]) -> None:
        with suppress(RedisError, OSError):
            async with asyncio.timeout(_FAREWELL):
                await self.hand.give_up(portion)

    def _start(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Work that outlives whoever asked for it."""
        task = begin(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
