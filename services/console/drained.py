"""Whether everything published has been dealt with."""

import asyncio
import time
from collections.abc import Callable

from redis.asyncio import Redis

from services.wire.delivery.backlog import backlog
from services.wire.streams import INPUT

LOOK_AGAIN = 0.15
"""Seconds between two looks."""


async def first_undrained(redis: Redis, prefix: str = "") -> str | None:
    """The first service, in the order of the flow, that has entries waiting or in hand; None if all is drained.

    A service passes an entry on in the same step in which it acknowledges it, so one look at each, in that
    order, overlooks nothing that was published before. A missing group has its whole stream to do.
    """
    for service in INPUT:
        if not (await backlog(redis, service, prefix)).drained:
            return service
    return None


async def drain(
    redis: Redis, timeout: float | None = None, on_look: Callable[[str], None] = lambda _: None, prefix: str = ""
) -> bool:
    """True as soon as all is drained, False after `timeout` seconds. `on_look` hears which service comes first."""
    deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
    while (service := await first_undrained(redis, prefix)) is not None:
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError  # a Ctrl-C: wait_for before Python 3.12, which redis-py uses, may swallow it
        if time.monotonic() >= deadline:
            return False
        on_look(service)
        await asyncio.sleep(LOOK_AGAIN)
    return True
