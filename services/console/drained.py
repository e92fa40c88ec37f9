"""Whether everything published has been dealt with."""

import asyncio
import time
from collections.abc import Callable

from redis.asyncio import Redis

from services.wire.delivery.backlog import Backlog, backlog
from services.wire.streams import INPUT

LOOK_AGAIN = 0.15
"""Seconds between two looks."""


async def first_undrained(redis: Redis, prefix: str = "") -> Backlog | None:
    """What the first service, in the order of the flow, has waiting or in hand; None if all is drained.

    A service passes an entry on in the same step in which it acknowledges it, so one look at each, in that
    order, overlooks nothing that was published before. A missing group has its whole stream to do.
    """
    for service in INPUT:
        if not (found := await backlog(redis, service, prefix)).drained:
            return found
    return None


async def drain(
    redis: Redis, timeout: float | None = None, on_look: Callable[[Backlog], None] = lambda _: None, prefix: str = ""
) -> bool:
    """True as soon as all is drained, False after `timeout` seconds. `on_look` hears what comes first."""
    deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
    while (first := await first_undrained(redis, prefix)) is not None:
        if (task := asyncio.current_task()) and task.cancelling():
            raise asyncio.CancelledError  # a Ctrl-C: wait_for before Python 3.12, which redis-py uses, may swallow it
        if time.monotonic() >= deadline:
            return False
        on_look(first)
        await asyncio.sleep(LOOK_AGAIN)
    return True
