"""How fast one worker passes articles on: `python -m bench.hop`.

Both sides read a prefilled stream of 2 KB articles, read each into a Pydantic model, and write another one to the next
stream, on one real Redis of this machine. The baseline is FastStream's own way: a one-message `@subscriber` with a
`@publisher` and automatic acknowledgement. Ours is a service's worker with the fenced hop. Neither logs.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

from faststream import FastStream
from faststream.redis import RedisBroker, StreamSub
from redis.asyncio import Redis

from bench.machine import load, own_redis
from services.wire import logs
from services.wire.connection import connect
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Facts, Forward, Outcome
from services.wire.delivery.patience import Outage
from services.wire.delivery.reading import build_app
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage, each
from services.wire.delivery.trails import trail_from, trail_to
from services.wire.delivery.worker import Worker
from services.wire.events import Event
from services.wire.messages import CleanArticle, RawArticle, decode, encode
from services.wire.streams import CLEAN, RAW

ARTICLES = {"FastStream": 4_000, "Dateline": 20_000}
ROUNDS = 3
BODY = ("The council met on Tuesday to discuss the bridge over the river. " * 32)[:2_000]

OUTAGE = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)


def clean(raw: RawArticle, entry: str) -> CleanArticle:
    return CleanArticle(
        id=entry, content_hash="0" * 32, entry=entry, headline=raw.headline, body=raw.body,
        published="2012-12-29", published_from="stated",
    )  # fmt: skip


async def fill(redis: Redis, payloads: Sequence[bytes]) -> None:
    await redis.flushall()
    await redis.xgroup_create(RAW, "ingest", "0", mkstream=True)
    for start in range(0, len(payloads), 1_000):
        async with redis.pipeline(transaction=False) as pipe:
            for payload in payloads[start : start + 1_000]:
                pipe.xadd(RAW, {"__data__": payload})
            await pipe.execute()


async def articles_a_second(redis: Redis, number: int, start: Callable[[], Awaitable[FastStream]]) -> float:
    app = await start()
    began = time.perf_counter()
    async with app:
        while await redis.xlen(CLEAN) < number or (await redis.xpending(RAW, "ingest"))["pending"]:
            await asyncio.sleep(0.02)
        return number / (time.perf_counter() - began)


async def faststream(redis: Redis, url: str) -> float:
    number = ARTICLES["FastStream"]
    raw = RawArticle(headline="Bridge", body=BODY)
    await redis.flushall()
    await redis.xgroup_create(RAW, "ingest", "0", mkstream=True)
    broker = RedisBroker(url, logger=None)
    async with RedisBroker(url, logger=None) as filler:
        for _ in range(number):
            await filler.publish(raw, stream=RAW)

    @broker.subscriber(stream=StreamSub(RAW, group="ingest", consumer="one"))
    @broker.publisher(stream=CLEAN)
    async def hop(article: RawArticle) -> CleanArticle:
        return clean(article, "1-0")

    async def start() -> FastStream:
        return FastStream(broker, logger=None)

    return await articles_a_second(redis, number, start)


async def dateline(redis: Redis, url: str) -> float:
    number = ARTICLES["Dateline"]
    raw = encode(RawArticle(headline="Bridge", body=BODY), source="bench")
    await fill(redis, [raw] * number)

    def work(entry: Entry) -> Outcome:
        envelope, article = decode(entry.body(), RawArticle)
        passed, trail = clean(article, entry.id), trail_to(entry, envelope.came_by)
        return Forward(
            encode(passed, source="ingest", id=entry.id, subject=passed.id, trail=trail_from(entry, trail)),
            Facts(passed.id, trail),
        )

    stage = Stage("ingest", RAW, CLEAN, each(work), Event.ARTICLE_INGESTED, count=128)
    settings = DeliverySettings(high_water=2 * number)  # nobody reads what it passes on
    worker = Worker(redis, stage, "one", settings, stop=asyncio.Event(), outage=OUTAGE)

    async def start() -> FastStream:
        return build_app(stage, url=url, consumer="one", take=worker.take, failed=OUTAGE.begins, most=10_000, prefix="")

    return await articles_a_second(redis, number, start)


async def main() -> None:
    logs.configure("bench", "bench", level="ERROR")
    with own_redis() as url:
        redis = connect(url, prefix="")
        runs = [(await faststream(redis, url), await dateline(redis, url)) for _ in range(ROUNDS)]
        await redis.aclose()
    theirs, ours = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"articles a second, 2 KB each, median of {ROUNDS} interleaved runs; {load()}")
    print(f"FastStream, one message a call   {theirs:10,.0f}")
    print(f"Dateline, the fenced hop         {ours:10,.0f}   {ours / theirs:.1f} times")


if __name__ == "__main__":
    asyncio.run(main())
