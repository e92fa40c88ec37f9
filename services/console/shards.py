"""The pipelines that a command works on: one, or each that DATELINE_STREAM_PREFIX names."""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from redis import Redis

from services.console.redis_address import redis_address
from services.wire.connection import connect_blocking
from services.wire.settings import Settings


class Shard(NamedTuple):
    """One pipeline: a connection to where its keys are, the URL that leads there, and what they begin with."""

    redis: Redis
    url: str
    prefix: str


@contextmanager
def all_shards() -> Generator[list[Shard]]:
    """All of them, for a block. Raises Refusal."""
    url = redis_address()
    with ExitStack() as stack:
        yield [Shard(stack.enter_context(connect_blocking(url, prefix)), url, prefix) for prefix in Settings().prefixes]


def reach(shards: Sequence[Shard]) -> None:
    """Find out whether each answers. Raises redis.RedisError."""
    for shard in shards:
        shard.redis.ping()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
