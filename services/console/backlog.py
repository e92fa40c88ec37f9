"""What a stage still has to do, counted exactly: XINFO's own lag can be null or wrong after deletions."""

from dataclasses import dataclass

from redis.asyncio import Redis

from services.console.drained import group_of
from services.wire.streams import INPUT

_PAGE = 2_000

_COUNT = """
local entries = redis.call('XRANGE', KEYS[1], ARGV[1], '+', 'COUNT', ARGV[2])
if #entries == 0 then return {0, ''} end
return {#entries, entries[#entries][1]}
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
    return [await _backlog(redis, service, stream) for service, stream in INPUT.items()]


async def _backlog(redis: Redis, service: str, stream: str) -> Backlog:
    group = await group_of(redis, stream, service)
    after = group.last_delivered if group else "0-0"
    waiting, first = await _page(redis, stream, after, 1)
    ids = [first] if waiting else []
    length = await redis.xlen(stream)
    untouched = waiting and first == (await _page(redis, stream, "0-0", 1))[1]
    if group and group.pending:
        summary = await redis.xpending(stream, service)
        ids += [summary["min"]] if summary["min"] else []
    return Backlog(
        service=service,
        stream=stream,
        length=length,
        lag=length if untouched else await _lag(redis, stream, after),
        pending=group.pending if group else 0,
        oldest=await _age(redis, ids) if ids else None,
        consumers=group.consumers if group else 0,
    )


async def _lag(redis: Redis, stream: str, after: str) -> int:
    total = 0
    while True:
        count, last = await _page(redis, stream, after, _PAGE)
        total += count
        if count < _PAGE:
            return total
        after = last.decode()


async def _page(redis: Redis, stream: str, after: str, most: int) -> tuple[int, bytes]:
    return await redis.eval(_COUNT, 1, stream, f"({after}", str(most))


async def _age(redis: Redis, ids: list[bytes]) -> float:
    """Seconds since the first of these entries was added, by the clock of the server, which wrote their ids."""
    seconds, microseconds = await redis.time()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
    added = min(int(each.partition(b"-")[0]) for each in ids) / 1000
    return max(0.0, round(seconds + microseconds / 1e6 - added, 3))
