"""Whether everything published has been dealt with, told by ids: the lag in XINFO can be null or wrong."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from services.wire.streams import INPUT

LOOK_AGAIN = 0.15
"""Seconds between two looks."""


@dataclass(frozen=True, slots=True)
class Group:
    """A consumer group as XINFO GROUPS tells of it."""

    last_delivered: str
    pending: int
    consumers: int


async def group_of(redis: Redis, stream: str, name: str) -> Group | None:
    """The consumer group of that name; None where it, or the stream, is missing."""
    try:
        groups = await redis.xinfo_groups(stream)
    except ResponseError as error:
        if "no such key" in str(error):
            return None
        raise
    for group in groups:
        if group["name"] == name.encode():
            return Group(group["last-delivered-id"].decode(), group["pending"], group["consumers"])
    return None


async def first_undrained(redis: Redis) -> str | None:
    """The first service, in the order of the flow, that has entries waiting or in hand; None if all is drained.

    A service passes an entry on in the same step in which it acknowledges it, so one look at each, in that
    order, overlooks nothing that was published before. A missing group has its whole stream to do.
    """
    for service, stream in INPUT.items():
        group = await group_of(redis, stream, service)
        after = f"({group.last_delivered}" if group else "-"
        if (group and group.pending) or await redis.xrange(stream, after, "+", count=1):
            return service
    return None


async def drain(redis: Redis, timeout: float | None = None, on_look: Callable[[str], None] = lambda _: None) -> bool:
    """True as soon as all is drained, False after `timeout` seconds. `on_look` hears which service comes first."""
    deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
    while (service := await first_undrained(redis)) is not None:
        if time.monotonic() >= deadline:
            return False
        on_look(service)
        await asyncio.sleep(LOOK_AGAIN)
    return True
