"""While a batch waits for the database, others are passed on, and none of that is taken for the other."""

import asyncio

from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from structlog.testing import capture_logs

from services.wire.delivery.entry import Entry
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.outcome import Facts, Forward
from services.wire.delivery.patience import Outage
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage, each
from services.wire.delivery.worker import Worker
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.streams import CLEAN, RAW


async def test_what_is_passed_on_meanwhile_does_not_end_the_wait_of_the_next_batch(redis: Redis, redis_url: str):
    await ensure_group(redis, RAW, "ingest")
    tries: list[str] = []

    def work(entry: Entry) -> Forward:
        tries.append(entry.body().decode())
        if tries == ["first"]:
            with BlockingRedis.from_url(redis_url) as server:
                server.client_pause(300)  # so that it is passed on only after the second was refused
        elif len(tries) < 4:
            raise Transient("the database is away")
        return Forward(b"clean", Facts())

    stage = Stage("ingest", RAW, CLEAN, each(work), Event.ARTICLE_INGESTED, count=1)
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    worker = Worker(redis, stage, "one", DeliverySettings(), stop=asyncio.Event(), outage=outage)
    for body in ("first", "second"):
        await redis.xadd(RAW, {"__data__": body})
    ((_, read),) = await redis.xreadgroup("ingest", "one", {RAW: ">"}, count=2)
    with capture_logs() as lines:
        await worker.take([Entry.of(id_, fields) for id_, fields in read])
    told = [line["event"] for line in lines]
    passed_on = Event.ARTICLE_INGESTED
    assert told == [Event.BATCH_WAITING, passed_on, Event.BATCH_RESUMED, passed_on]
