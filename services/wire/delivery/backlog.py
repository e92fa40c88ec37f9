"""What a service still has to do: entries that wait on its stream, and those in hand."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis

from services.wire.streams import INPUT

_LOOK = (files("services.wire.delivery") / "backlog.lua").read_text()

ALIVE = 30
"""Seconds after its last sign of life for which a worker counts; it gives one about every two seconds."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """One service and its stream.

    `lag` counts entries that were never delivered to the group, `pending` those delivered and not yet
    acknowledged; `oldest` is the age in seconds of the oldest of both, None where there are none.
    `consumers` counts those heard of in the last `ALIVE` seconds.
    """

    service: str
    stream: str
    length: int
    lag: int
    pending: int
    oldest: float | None
    consumers: int

    @property
    def to_do(self) -> int:
        """Entries waiting or in hand."""
        return self.lag + self.pending

    @property
    def drained(self) -> bool:
        """Whether nothing is left to do."""
        return not self.to_do


async def backlogs(redis: Redis, prefix: str = "") -> list[Backlog]:
    """All services in the order of the flow."""
    return [await backlog(redis, service, prefix) for service in INPUT]


async def backlog(redis: Redis, service: str, prefix: str = "") -> Backlog:
    """What one service has to do, in one cheap call; a missing group or stream is no error.

    `lag` is at most the length of the stream, and none once the group has caught up; between those it is as good as
    Redis' own, which may be too high where somebody has trimmed or deleted entries that the group had not read.
    Raises redis.RedisError.
    """
    return answered(service, await redis.eval(*question(service, prefix)))


def question(service: str, prefix: str = "") -> tuple[str, int, str, str, int]:
    """What to ask with EVAL, for clients of either kind."""
    return _LOOK, 1, prefix + INPUT[service], service, ALIVE * 1000


def answered(service: str, answer: list[Any]) -> Backlog:
    """What Redis answered to the question."""
    length, lag, pending, consumers, *ids, seconds, microseconds = answer
    added = min((int(each.partition(b"-")[0]) / 1000 for each in ids if each), default=None)
    return Backlog(
        service=service,
        stream=INPUT[service],
        length=length,
        lag=lag,
        pending=pending,
        oldest=None if added is None else max(0.0, round(int(seconds) + int(microseconds) / 1e6 - added, 3)),
        consumers=consumers,
    )
