"""What Redis keeps, for `bench.growth`: the articles that wait, and the identities of those that are done."""

from collections.abc import Mapping, Sequence

from redis import Redis

from bench.search_articles import scattered
from bench.stage import fill
from services.wire.messages.envelope import open_envelope
from services.wire.streams import BODY, CLEAN, REMEMBERED

_DAYS = 90  # DATELINE_REMEMBER
_STORED = 0


def waiting(redis: Redis, messages: Mapping[str, Sequence[bytes]]) -> dict[str, float]:
    """Bytes of memory that an entry takes on each stream."""
    bytes_each: dict[str, float] = {}
    for stream, some in messages.items():
        before = _used(redis)
        fill(redis, stream, some)
        bytes_each[stream] = (_used(redis) - before) / len(some)
        redis.delete(stream)
    return bytes_each


def remember(redis: Redis, first: int, number: int) -> float:
    """Remember so many identities more, as ingest and store leave them. Bytes of memory that one takes."""
    before = _used(redis)
    for start in range(first, first + number, 5_000):
        with redis.pipeline(transaction=False) as pipe:
            for n in range(start, min(start + 5_000, first + number)):
                key = REMEMBERED + scattered(n)
                pipe.hset(key, mapping={"revisions": 1, f"{n:032x}": _STORED})
                pipe.expire(key, _DAYS * 86_400)
            pipe.execute()
    return (_used(redis) - before) / number


def forget(redis: Redis) -> None:
    """Forget the identities of what ingest has just passed on, so that it can be measured again."""
    passed = [open_envelope(fields[BODY.encode()]).subject for _, fields in redis.xrange(CLEAN)]
    if passed:
        redis.delete(*(f"{REMEMBERED}{id}" for id in passed))


def _used(redis: Redis) -> int:
    return int(redis.info("memory")["used_memory"])
