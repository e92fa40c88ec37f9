"""What a service still has to do: entries that wait on its stream, and those in hand."""

from dataclasses import dataclass
from importlib.resources import files

from redis.asyncio import Redis

from services.wire.streams import INPUT

_LOOK = (files("services.wire.delivery") / "backlog.lua").read_text()

_PAGE = 1_000

_COUNT = """#!lua flags=no-writes
local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
return {#entries, #entries > 0 and entries[#entries][1] or ''}
"""  # the entries stay in the server: only their number and the last id come back


@dataclass(frozen=True, slots=True)
class Backlog:
    """One service and its stream.

    `lag` counts entries that were never delivered to the group, `pending` those delivered and not yet
    acknowledged; `oldest` is the age in seconds of the oldest of both, None where there are none.
    """

    service: str
    stream: str
    length: int
    lag: int
    pending: int
    oldest: float | None
    consumers: int

    @property
    def drained(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.lag or self.pending)


async def backlogs(redis: Redis) -> list[Backlog]:
    """All services in the order of the flow."""
    return [await backlog(redis, service) for service in INPUT]


async def backlog(redis: Redis, service: str, most: int | None = None) -> Backlog:
    """What one service has to do, in one cheap call as a rule; a missing group or stream is no error.

    Where Redis has lost count of the lag, it is counted, but not much further than `most`. It may be too high where
    somebody has trimmed what the group had not read, and is right again once the group has caught up.
    Raises redis.RedisError.
    """
    stream = INPUT[service]
    length, lag, pending, consumers, after, *ids, seconds, microseconds = await redis.eval(_LOOK, 1, stream, service)
    added = min((int(each.partition(b"-")[0]) / 1000 for each in ids if each), default=None)
    return Backlog(
        service=service,
        stream=stream,
        length=length,
        lag=await _count(redis, stream, after, length if most is None else most) if lag < 0 else lag,
        pending=pending,
        oldest=None if added is None else max(0.0, round(int(seconds) + int(microseconds) / 1e6 - added, 3)),
        consumers=consumers,
    )


async def _count(redis: Redis, stream: str, after: bytes, most: int) -> int:
    total = 0
    while total < most:
        count, last = await redis.eval(_COUNT, 1, stream, b"(" + after, _PAGE)
        total += count
        if count < _PAGE:
            break
        after = last
    return total
