"""What is too old is deleted from a real database and a real Redis, and what was deleted is forgotten by Redis."""

import asyncio
import io
import json
import os
import signal
from multiprocessing import get_context

import pytest
from redis.asyncio import Redis
from stored_articles import article, outcomes

from services.console.embedded import free_port
from services.store.connect import open_dead_letters, open_deletions
from services.store.dead_letters import key_of
from services.store.deletions import UNKNOWN
from services.store.protocol import UnusableDatabase
from services.wire import logs
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.expiring import Expiry, Retention, expire_old
from services.wire.delivery.letters import DeadLetters
from services.wire.delivery.patience import Outage
from services.wire.delivery.withdrawing import Withdrawal
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.streams import DEAD, RAW, REMEMBERED, STORED

DAY = 86_400


@pytest.fixture
def deletions(backend, store):
    return open_deletions(backend.url)


@pytest.fixture
def archive(backend, store):
    return open_dead_letters(backend.url)


@pytest.fixture
def logged():
    """The lines that were logged."""
    out = io.StringIO()
    logs.configure("store", "one", out=out)
    return lambda: [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def expiry(redis, deletions, archive):
    def make(seconds: float | None = DAY, remember: float = DAY) -> Expiry:
        return Expiry(redis, Retention(deletions, archive, seconds), remember, asyncio.Event(), prefix="")

    return make


def look_until(step: str, redis_url: str, database_url: str) -> None:
    """What a worker does that is killed as it begins a step."""
    deletions = open_deletions(database_url)
    owner = Withdrawal if step == "forget" else type(deletions)
    setattr(owner, step, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    retention = Retention(deletions, open_dead_letters(database_url), DAY)
    asyncio.run(Expiry(Redis.from_url(redis_url), retention, DAY, asyncio.Event(), prefix="").look())


@pytest.fixture(params=["forget", "finish"])
def killed_worker(request, redis_url, backend):
    """Looks for what is too old in a process that is killed: before Redis forgets, or before that is noted."""

    def look() -> None:
        worker = get_context("spawn").Process(target=look_until, args=(request.param, redis_url, backend.url))
        worker.start()
        worker.join(60)
        assert worker.exitcode == -signal.SIGKILL

    return look


def stored_long_ago(backend, *ids):
    names = ", ".join(f"'{id}'" for id in ids)
    backend.execute(f"UPDATE articles SET stored = '2000-01-01T00:00:00.000Z' WHERE id IN ({names}) RETURNING 1")


async def test_old_articles_go_with_what_redis_remembers_of_them_and_the_log_has_a_line_a_portion(
    redis: Redis, backend, store, expiry, logged
):
    ids = [f"a{n}" for n in range(150)]
    store.save([article(id) for id in [*ids, "young"]])
    stored_long_ago(backend, *ids)
    for id in [*ids, "young"]:
        await redis.hset(f"{REMEMBERED}{id}", "revisions", 1)
    await expiry().look()
    assert store.ids("", 9) == ["young"]
    assert await redis.keys(f"{REMEMBERED}*") == [b"articles.seen:young"]
    assert open_deletions(backend.url).unfinished(9) == []
    assert [(line["event"], line["articles"], line["revisions"]) for line in logged()] == [
        ("articles.expired", 100, 100),
        ("articles.expired", 50, 50),
    ]


async def test_without_a_retention_nothing_goes(backend, store, archive, expiry):
    store.save([article()])
    stored_long_ago(backend, "a")
    archive.keep([DeadLetter("1-0", {b"stage": b"ingest"})])
    await expiry(None).look()
    assert store.count() == 1
    assert len(archive.newer(None, 9)) == 1


async def test_old_dead_letters_go_from_both_places_and_can_no_longer_be_replayed(
    redis: Redis, archive, expiry, logged
):
    told = {b"stage": b"ingest", b"entry": b"1-0"}
    archive.keep([DeadLetter("1-0", told), DeadLetter("2-0", told)])
    await redis.xadd(DEAD, {"stage": "ingest"}, id="3-0")
    young = await redis.xadd(DEAD, {"stage": "ingest"})
    await expiry().look()
    assert archive.newer(None, 9) == []
    assert [letter.id for letter in await DeadLetters(redis, prefix="").newer(None, 9)] == [young.decode()]
    assert await DeadLetters(redis, prefix="").replay(DeadLetter("1-0", told)) is False
    assert sum(line["letters"] for line in logged() if line["event"] == "dead.expired") == 3


async def test_redis_forgets_what_was_deleted_while_it_was_away_and_what_is_published_then_is_new(
    redis: Redis, store, deletions, expiry
):
    store.save([article(entry="1-0")])
    await redis.xadd(RAW, {"x": "y"}, id="5-0")
    await redis.hset(f"{REMEMBERED}a", "revisions", 1)
    deletions.delete(["a"], UNKNOWN)
    await expiry(None).look()
    assert not await redis.exists(f"{REMEMBERED}a")
    assert [fields[b"change"] for _, fields in await redis.xrange(STORED)] == [b"deleted"]
    assert outcomes(store.save([article(entry="5-0")])) == [(1, "deleted")]
    assert outcomes(store.save([article(entry="5-1")])) == [(1, "new")]


async def test_what_a_worker_deleted_that_was_killed_then_is_finished_by_another(
    redis: Redis, backend, store, killed_worker, expiry
):
    store.save([article()])
    stored_long_ago(backend, "a")
    await redis.hset(f"{REMEMBERED}a", "revisions", 1)
    await asyncio.to_thread(killed_worker)
    assert store.count() == 0
    assert open_deletions(backend.url).unfinished(9) == ["a"]
    await expiry().look()
    assert open_deletions(backend.url).unfinished(9) == []
    assert not await redis.exists(f"{REMEMBERED}a")
    assert b"deleted" in [fields[b"change"] for _, fields in await redis.xrange(STORED)]


async def test_deletions_are_remembered_no_longer_than_anything_can_be_on_its_way(deletions, expiry):
    deletions.delete(["a"], key_of("1-0"))
    await expiry().look()
    assert deletions.deleted(["a"]) == {"a"}
    await asyncio.sleep(0.01)
    await expiry(remember=0).look()
    assert deletions.deleted(["a"]) == set()


async def test_workers_at_the_same_time_delete_each_article_once(redis: Redis, backend, store, expiry, logged):
    ids = [f"a{n}" for n in range(250)]
    store.save([article(id) for id in ids])
    stored_long_ago(backend, *ids)
    while store.count():
        await asyncio.gather(*(expiry().look() for _ in range(3)))
    assert sum(line["articles"] for line in logged()) == 250


async def test_a_database_that_is_away_is_told_of_once_and_tried_again(redis: Redis, backend, store, archive, logged):
    store.save([article()])
    stored_long_ago(backend, "a")
    stop, there = asyncio.Event(), Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    retention = Retention(backend.impatient_deletions(), archive, DAY)

    async def until(event):
        async with asyncio.timeout(20):
            while event not in [line["event"] for line in logged()]:
                await asyncio.sleep(0.01)

    with backend.locked():
        task = asyncio.create_task(expire_old(redis, retention, DAY, stop=stop, outage=there, prefix="", every=0.01))
        await until("deletions.waiting")
        assert store.count() == 1
    await until("deletions.resumed")
    stop.set()
    await task
    assert store.count() == 0
    assert [line["event"] for line in logged()].count("deletions.waiting") == 1


async def test_without_a_retention_nothing_is_said_of_a_database_that_is_away(redis: Redis, logged, monkeypatch):
    look, looked, stop = Expiry.look, asyncio.Event(), asyncio.Event()

    async def watched(expiry: Expiry) -> None:
        with pytest.raises(Transient) as away:
            await look(expiry)
        looked.set()
        raise away.value

    monkeypatch.setattr(Expiry, "look", watched)
    nobody = f"postgresql://127.0.0.1:{free_port(0)}/nobody"
    kept = Retention(open_deletions(nobody), open_dead_letters(nobody), None)
    there = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    task = asyncio.create_task(expire_old(redis, kept, DAY, stop=stop, outage=there, prefix="", every=0.01))
    await looked.wait()
    stop.set()
    await task
    assert logged() == []


async def test_without_a_retention_a_database_that_goes_away_ends_no_trouble(
    redis: Redis, deletions, archive, logged, monkeypatch
):
    look, stop = Expiry.look, asyncio.Event()
    troubles = [UnusableDatabase("wrong password"), Transient("it is away"), Transient("it is away")]

    async def troubled(expiry: Expiry) -> None:
        if troubles:
            raise troubles.pop(0)
        await look(expiry)

    monkeypatch.setattr(Expiry, "look", troubled)
    there = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    kept = Retention(deletions, archive, None)
    task = asyncio.create_task(expire_old(redis, kept, DAY, stop=stop, outage=there, prefix="", every=0.01))
    async with asyncio.timeout(20):
        while "deletions.resumed" not in [line["event"] for line in logged()]:
            await asyncio.sleep(0.01)
    stop.set()
    await task
    assert [line["event"] for line in logged()] == ["deletions.waiting", "deletions.waiting", "deletions.resumed"]
