"""Having a stage's work done on a portion: however long what it needs is away, but not longer than it may take."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import NoReturn

from services.wire.delivery.crash import crash
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.patience import Outage, patiently
from services.wire.delivery.portions import work_on
from services.wire.delivery.report import report_retry
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage
from services.wire.delivery.time_limit import within
from services.wire.delivery.trails import trail_told
from services.wire.events import Event
from services.wire.failures import Transient


class Working:
    """The work of one stage, done in a thread."""

    def __init__(
        self,
        stage: Stage,
        settings: DeliverySettings,
        *,
        stop: asyncio.Event,
        give_up: Callable[[Sequence[Entry]], Awaitable[None]],
    ) -> None:
        """`give_up` is called for a portion that hangs, before the process ends."""
        self._stage = stage
        self._settings = settings
        self._stop = stop
        self._give_up = give_up
        self.need = Outage(Event.BATCH_WAITING, Event.BATCH_RESUMED)
        """What the work waits for."""

    async def on(self, portion: Sequence[Entry]) -> Sequence[Outcome]:
        """One outcome an entry. An entry that had all its deliveries comes alone, and dies. Raises Stopped."""
        outcomes = zip(portion, await self._outcomes(portion), strict=True)
        return [traced(outcome, entry, self._stage.source) for entry, outcome in outcomes]

    async def _outcomes(self, portion: Sequence[Entry]) -> Sequence[Outcome]:
        without_success = portion[0].deliveries - 1
        if without_success >= self._settings.max_deliveries:
            return [Dead(f"killed its worker: delivered {without_success} times without success")]
        limit = self._settings.time_limit
        return await patiently(
            lambda: within(limit, lambda: self._attempt(portion), lambda: self._hangs(portion)), self._stop, self.need
        )

    async def on_nothing(self) -> None:
        """Wait until there is what the work needs, which shows in work on no entries. Raises Stopped."""
        await patiently(lambda: asyncio.to_thread(self._attempt, []), self._stop, self.need)

    def _attempt(self, portion: Sequence[Entry]) -> list[Outcome]:
        try:
            return work_on(self._stage.work, portion)
        except Transient:
            report_retry(self._stage, portion)
            raise

    async def _hangs(self, portion: Sequence[Entry]) -> NoReturn:
        await self._give_up(portion)
        limit = f"DATELINE_TIME_LIMIT, {self._settings.time_limit:g} s"
        crash(f"work on {len(portion)} entries from {portion[0].id} on took longer than {limit}")


def traced(outcome: Outcome, entry: Entry, stream: str) -> Outcome:
    """The outcome; what died before anybody knew its trace has one, too."""
    if not isinstance(outcome, Dead) or outcome.facts.trail:
        return outcome
    return replace(outcome, facts=replace(outcome.facts, trail=trail_told(entry, stream)))
