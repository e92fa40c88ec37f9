"""Waiting for what is away, with one log line for each of a few reasons, and one when it is back."""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from redis.exceptions import RedisError

from services.wire.connection import AWAY
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.logs import log
from services.wire.redis_errors import what_redis_says

T = TypeVar("T")

FIRST, LONGEST = 0.5, 2.0
"""Seconds of the first and of the longest pause between two tries."""

MOST_REASONS = 10
"""So many are told in one outage: a text with a process id or a time is a new one at each try."""

Failures = tuple[type[Exception], ...]

ANY: Failures = (Transient, RedisError, OSError)
"""Whatever waiting may help against."""

UNREACHABLE: Failures = (*AWAY, OSError)
"""What says that Redis as a whole is of no use now, rather than that it refused one command."""


class Stopped(Exception):
    """A stop was asked for while something was still away."""


class Outage:
    """Something that can be away, and the one queue in which all who need it wait meanwhile.

    However many ask for it, the log tells each of MOST_REASONS once and once that it is back, and only one of them
    tries at a time: a server that refuses is not asked more often for having many clients in one process.
    """

    def __init__(
        self,
        gone: Event,
        back: Event,
        when_gone: Callable[[], None] = lambda: None,
        *,
        redis_url: str | None = None,
    ) -> None:
        """`when_gone` is called each time that it goes. `redis_url` is where it is, if it can be Redis that is away."""
        self.redis_url = redis_url
        self._when_gone = when_gone
        self._gone = gone
        self._back = back
        self._queue = asyncio.Lock()
        self._pause = FIRST
        self._told: set[str] = set()
        self.why: str | None = None
        """What was the matter when it was last tried; None while it is there."""

    @property
    def away(self) -> bool:
        """Whether it is away."""
        return self.why is not None

    def begins(self, why: object) -> None:
        """Note that it is away. What was the matter first, as a closed connection, may not be what has to be mended."""
        goes = not self.away
        self.why = self._words(why)
        if self.why not in self._told and len(self._told) < MOST_REASONS:
            self._told.add(self.why)
            log(self._gone, level=logging.WARNING, why=self.why)
        if goes:
            self._pause = FIRST
            self._when_gone()

    def _words(self, why: object) -> str:
        match why:
            case Transient():
                return str(why)
            case RedisError() if self.redis_url:
                return what_redis_says(why, self.redis_url)
            case _:  # errors of others say little without their name
                return f"{type(why).__name__}: {why}"

    def ends(self) -> None:
        """Note that it answers."""
        if self.away:
            self.why = None
            self._told.clear()
            log(self._back)

    @asynccontextmanager
    async def turn(self, stop: asyncio.Event) -> AsyncGenerator[None]:
        """One's turn to try: at once, but one after the other with pauses while it is away. Raises Stopped."""
        if not self.away:
            yield
            return
        async with self._queue:
            if self.away:
                pause, self._pause = self._pause, min(2 * self._pause, LONGEST)
                if await is_set_within(stop, pause * random.uniform(0.5, 1)):
                    raise Stopped
            yield


async def patiently(
    attempt: Callable[[], Awaitable[T]], stop: asyncio.Event, outage: Outage, failures: Failures = ANY
) -> T:
    """Try until it works, with ever longer pauses. Raises Stopped when `stop` is set while it doesn't."""
    while True:
        async with outage.turn(stop):
            try:
                result = await attempt()
            except failures as error:
                outage.begins(error)
                continue
        outage.ends()
        return result


async def unless_away(attempt: Callable[[], Awaitable[T]], outage: Outage) -> T | None:
    """One try at something that can be left out: None while Redis is away, or if it turns out to be, or refuses.

    That it is read from does not say that it takes writes, so a success ends no outage. Nor does a refusal of this
    alone (a key of the wrong kind) begin one: who can't do without that key waits for it, and says so.
    """
    if outage.away:
        return None
    try:
        return await attempt()
    except UNREACHABLE as error:
        outage.begins(error)
    except RedisError:
        pass
    return None


async def now_and_then(
    look: Callable[[], Awaitable[object]], trouble: Outage, *, every: float, stop: asyncio.Event, redis: Outage
) -> None:
    """Until the stop: look after something every so many seconds, give or take a half, but not while Redis is away.

    Whatever else goes wrong is `trouble`: the service itself goes on.
    """
    while not await is_set_within(stop, every * random.uniform(0.5, 1.5)):
        if redis.away:
            continue
        try:
            await look()
        except RedisError:
            continue  # who reads the stream will say so
        except Exception as error:
            trouble.begins(error)
        else:
            if not stop.is_set():  # then the look may have left out a part
                trouble.ends()


async def is_set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, but no longer than `seconds`."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
