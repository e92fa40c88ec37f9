"""Holding a stage back while the next one has too much to do."""

import asyncio
import random

from redis.asyncio import Redis

from services.wire.delivery.backlog import backlog
from services.wire.delivery.patience import Outage, is_set_within, unless_away
from services.wire.delivery.settings import PressureSettings
from services.wire.delivery.water_marks import LOOK, WaterMarks
from services.wire.events import Event
from services.wire.logs import log
from services.wire.streams import READER


class Pressure:
    """What a worker feels of the stage that reads its target. Where no stage does, there is none."""

    def __init__(
        self, redis: Redis, target: str, settings: PressureSettings, *, stop: asyncio.Event, outage: Outage
    ) -> None:
        self._redis = redis
        self._next = READER.get(target)
        self._prefix = settings.prefix
        self._marks = WaterMarks(settings.high_water, settings.low)
        self._stop = stop
        self._outage = outage
        self._looking = asyncio.Lock()

    async def hold(self, added: int = 0) -> None:
        """Return once the next stage has room for more than the `added` entries it just got, or at the stop.

        An entry that is stuck there counts as one, however many that are done can't be trimmed because of it. While
        Redis is away, nothing changes.
        """
        if not self._next:
            return
        self._marks.added(added)
        async with self._looking:
            while (self._marks.due() or self._marks.over) and not self._stop.is_set():
                await self._look(self._next)
                if not self._marks.over:
                    return
                await is_set_within(self._stop, LOOK * random.uniform(1, 1.5))

    async def _look(self, service: str) -> None:
        found = await unless_away(lambda: backlog(self._redis, service, self._prefix), self._outage)
        if found and self._marks.seen(found.to_do):
            event = Event.PRESSURE_WAITING if self._marks.over else Event.PRESSURE_RELIEVED
            log(event, stage=service, to_do=found.to_do)
