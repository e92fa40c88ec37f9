"""A worker hands back what it never heard of, and only that."""

import asyncio

from redis import Redis as BlockingRedis
from redis.asyncio import Redis
from structlog.testing import capture_logs

from services.wire.delivery.entry import Entry
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.outcome import Facts, Finish
from services.wire.delivery.patience import Outage
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage, each
from services.wire.delivery.worker import Worker
from services.wire.events import Event
from services.wire.streams import DEAD, ENRICHED


async def test_what_it_is_just_taking_over_is_not_taken_for_lost(redis: Redis, redis_url: str):
    await ensure_group(redis, ENRICHED, "store")
    id_ = await redis.xadd(ENRICHED, {"__data__": "enriched"})
    await redis.xreadgroup("store", "dead", {ENRICHED: ">"})
    await redis.xclaim(ENRICHED, "store", "dead", 0, [id_], idle=60_000, justid=True)
    worked_on = asyncio.Event()
    loop = asyncio.get_running_loop()

    def work(_: Entry) -> Finish:
        loop.call_soon_threadsafe(worked_on.set)
        return Finish("stored", "a", "h", 1, Facts())

    stop = asyncio.Event()
    stage = Stage("store", ENRICHED, DEAD, each(work), Event.ARTICLE_STORED, count=1)
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    worker = Worker(redis, stage, "alive", DeliverySettings(min_idle=1), stop=stop, outage=outage)
    with BlockingRedis.from_url(redis_url) as server, capture_logs() as lines:
        server.client_pause(1000)  # so that both scripts are on their way at once, the claim before the other
        taking_over = asyncio.create_task(worker.take_over())
        await asyncio.sleep(0.5)  # the claim is sent after a quarter of a second, and nothing tells that it was
        async with asyncio.timeout(10):
            await worker.hand.hand_back_unseen()
            await worked_on.wait()
            stop.set()
            await taking_over
    assert Event.ENTRY_RETURNED not in [line["event"] for line in lines]
