"""Whatever groups do in whatever order: trimming leaves them all they need, and in the end nothing else."""

from collections.abc import Sequence
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from services.wire.delivery.trimming import trim

STREAM = "articles.raw"
GROUPS = ("ingest", "archive", "audit")
WORKERS = ("one", "two")

groups, workers, some = st.sampled_from(GROUPS), st.sampled_from(WORKERS), st.integers(1, 4)
OPERATIONS = st.one_of(
    st.tuples(st.just("add"), some),
    st.tuples(st.just("read"), groups, workers, some),
    st.tuples(st.just("acknowledge"), groups, st.integers(0, 9)),
    st.tuples(st.just("claim"), groups, workers, st.integers(0, 9)),
    st.tuples(st.just("trim")),
)


class Readers:
    """A stream with three groups on it, and what each of them still needs."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.waiting: dict[str, list[bytes]] = {group: [] for group in GROUPS}
        self.pending: dict[str, list[bytes]] = {group: [] for group in GROUPS}

    async def add(self, number: int) -> None:
        for _ in range(number):
            id_ = await self.redis.xadd(STREAM, {"a": "b"})
            for group in GROUPS:
                self.waiting[group].append(id_)

    async def read(self, group: str, worker: str, number: int) -> None:
        for _, entries in await self.redis.xreadgroup(group, worker, {STREAM: ">"}, count=number):
            read = [id_ for id_, _ in entries]
            assert read == self.waiting[group][: len(read)]
            del self.waiting[group][: len(read)]
            self.pending[group] += read

    async def acknowledge(self, group: str, which: int) -> None:
        if which < len(self.pending[group]):
            assert await self.redis.xack(STREAM, group, self.pending[group].pop(which)) == 1

    async def claim(self, group: str, worker: str, which: int) -> None:
        if which < len(self.pending[group]):
            ((claimed, _),) = await self.redis.xclaim(STREAM, group, worker, 0, [self.pending[group][which]])
            assert claimed == self.pending[group][which]

    async def trim(self) -> None:
        await trim(self.redis, STREAM, "ingest")

    async def check(self) -> None:
        there = {id_ for id_, _ in await self.redis.xrange(STREAM)}
        assert there >= set(chain(*self.waiting.values(), *self.pending.values()))

    async def finish(self) -> None:
        for group in GROUPS:
            await self.read(group, "one", len(self.waiting[group]) or 1)
            assert self.waiting[group] == []
            while self.pending[group]:
                await self.acknowledge(group, 0)


@given(st.lists(OPERATIONS, max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_entry_stays_until_all_groups_have_acknowledged_it_and_then_goes(
    redis: Redis, operations: Sequence[tuple]
):
    await redis.flushall()
    for group in GROUPS:
        await redis.xgroup_create(STREAM, group, id="0", mkstream=True)
    readers = Readers(redis)
    for name, *arguments in operations:
        await getattr(readers, name)(*arguments)
        await readers.check()
    await readers.finish()
    await readers.trim()
    assert await redis.xlen(STREAM) == 0
