"""Waiting for what is away, with one log line when it goes and one when it is back."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.exceptions import RedisError

from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.logs import log

T = TypeVar("T")

FIRST, LONGEST = 0.2, 5.0
"""Seconds of the first and of the longest pause between two tries."""


class Stopped(Exception):
    """A stop was asked for while something was still away."""


class Outage:
    """Something that can be away. However many ask for it, the log tells once that it went, once that it is back."""

    def __init__(self, gone: Event, back: Event) -> None:
        self._gone = gone
        self._back = back
        self._away = False

    def begins(self, why: object) -> None:
        """Note that it is away."""
        if not self._away:
            log(self._gone, level=logging.WARNING, why=f"{type(why).__name__}: {why}")
        self._away = True

    def ends(self) -> None:
        """Note that it answers."""
        if self._away:
            log(self._back)
        self._away = False


async def patiently(attempt: Callable[[], Awaitable[T]], stop: asyncio.Event, outage: Outage) -> T:
    """Try until it works, pausing longer each time, with jitter. Raises Stopped when `stop` is set meanwhile."""
    pause = FIRST
    while True:
        try:
            result = await attempt()
        except (Transient, RedisError, OSError) as error:
            outage.begins(error)
        else:
            outage.ends()
            return result
        if await is_set_within(stop, pause * random.uniform(0.5, 1)):
            raise Stopped
        pause = min(2 * pause, LONGEST)


async def is_set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, but no longer than `seconds`."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
