"""Waiting for what is away, with one log line when it goes and one when it is back."""

import asyncio
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


async def patiently(
    attempt: Callable[[], Awaitable[T]],
    stop: asyncio.Event,
    *,
    gone: Event = Event.BATCH_WAITING,
    back: Event = Event.BATCH_RESUMED,
) -> T:
    """Try until it works, pausing longer each time, with jitter. Raises Stopped when `stop` is set meanwhile."""
    pause, waiting = FIRST, False
    while True:
        try:
            result = await attempt()
        except (Transient, RedisError, OSError) as error:
            if not waiting:
                log(gone, level=30, why=f"{type(error).__name__}: {error}")
                waiting = True
        else:
            if waiting:
                log(back)
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
