"""Running a stage as a service: wait for Redis, make the group, read until told to stop; again after any trouble."""

import asyncio
import os
import secrets
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from typing import Any

from faststream import FastStream
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.wire import spans
from services.wire.connection import connect, drop_idle_connections
from services.wire.delivery.crash import begin
from services.wire.delivery.eviction import warn_of_eviction
from services.wire.delivery.expiring import expire_old
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.housekeeping import keep_house
from services.wire.delivery.measuring import measure
from services.wire.delivery.moving import move_old
from services.wire.delivery.patience import Outage, Stopped, patiently
from services.wire.delivery.reading import build_app
from services.wire.delivery.reading_on import Failed, read_on
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage
from services.wire.delivery.stopping import Stopping, first_of, or_stopped
from services.wire.delivery.worker import SECONDS_A_DAY, Worker
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.health import metrics, server
from services.wire.health.health import Health, Sign
from services.wire.health.settings import HealthSettings
from services.wire.logs import configure, log

_LEAVE = 3
"""Seconds that a service takes at most to hand back what it did not finish."""
_CLOSE = 1
"""And to close what its work holds open, and to send the last spans."""


def new_worker_name(service: str) -> str:
    """A consumer name that no other worker has. A process id would not do: in a container it is always 1."""
    return f"{service}-{secrets.token_hex(4)}"


async def serve(build: Callable[[], Stage], consumer: str, settings: DeliverySettings, health: Health) -> None:
    """Run the stage that `build` makes until SIGTERM or SIGINT; then finish what is in hand, or hand it back."""
    stopping = Stopping()
    with suppress(Stopped):
        stage = await _built(build, stopping.asked, health)
        await _serve(stage, consumer, settings, stopping, health)
    log(Event.SERVICE_STOPPED)
    # Python would wait for threads that are still at work. Entries are handed back by now: nobody needs what they do.
    sys.stdout.flush()
    os._exit(0)


async def _serve(stage: Stage, consumer: str, settings: DeliverySettings, stopping: Stopping, health: Health) -> None:
    """Read until the stop, and say goodbye."""
    url = settings.redis()
    redis = connect(url, settings.prefix)
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE, lambda: drop_idle_connections(redis), redis_url=url)
    worker = Worker(redis, stage, consumer, settings, stop=stopping.asked, outage=outage)
    reading = asyncio.Event()
    health.signs = _signs(stopping, outage, reading, worker)
    always: list[Coroutine[Any, Any, None]] = [
        worker.renew(),
        worker.take_over(),
        worker.try_out(),
        health.beat(),
        measure(redis, stage.name, settings.prefix, outage),
        keep_house(
            redis, settings.prefix + stage.source, stage.name, consumer, min_idle=settings.min_idle, outage=outage
        ),
        *_emptying(redis, stage, settings, stopping.asked, outage),
    ]
    beside = [begin(each) for each in always]

    def build(failed: Failed) -> FastStream:
        most, prefix = settings.high_water, settings.prefix
        return build_app(stage, url=url, consumer=consumer, take=worker.take, failed=failed, most=most, prefix=prefix)

    def prepare() -> Awaitable[None]:
        return _prepare(redis, stage, worker, prefix=settings.prefix, stop=stopping.asked, outage=outage)

    await read_on(build, prepare, reading, stopping.asked, outage)
    await first_of(_if_redis_lets_us(worker.drain(), outage), stopping.at_once.wait(), seconds=settings.drain)
    for task in beside:
        task.cancel()
    await first_of(_if_redis_lets_us(worker.hand.leave(), outage), seconds=_LEAVE)
    await first_of(asyncio.to_thread(stage.close), seconds=_CLOSE)
    if sender := spans.sender():
        await first_of(asyncio.to_thread(sender.close), seconds=_CLOSE)
    await redis.aclose()


def _emptying(
    redis: Redis, stage: Stage, settings: DeliverySettings, stop: asyncio.Event, outage: Outage
) -> Iterator[Coroutine[Any, Any, None]]:
    """What a stage with a database does until the stop, so that neither Redis nor the database grows without end."""
    prefix = settings.prefix
    if stage.archive:
        yield move_old(redis, stage.archive, settings.dead_kept, prefix=prefix, stop=stop, outage=outage)
    if stage.retention:
        remember = settings.remember * SECONDS_A_DAY
        yield expire_old(redis, stage.retention, remember, prefix=prefix, stop=stop, outage=outage)


async def _built(build: Callable[[], Stage], stop: asyncio.Event, health: Health) -> Stage:
    """What a stage needs to begin may be away, too. Raises Stopped."""
    need = Outage(Event.BATCH_WAITING, Event.BATCH_RESUMED)
    health.signs = {"service": lambda: need.why or "starting"}
    return await or_stopped(patiently(lambda: asyncio.to_thread(build), stop, need, (Transient,)), stop)


def _signs(stopping: Stopping, redis: Outage, reading: asyncio.Event, worker: Worker) -> dict[str, Sign]:
    return {
        "service": lambda: "stopping" if stopping.asked.is_set() else None,
        "redis": lambda: redis.why,
        "group": lambda: None if reading.is_set() else "not read from",
        "work": lambda: worker.waits_for,
    }


async def _prepare(
    redis: Redis, stage: Stage, worker: Worker, *, prefix: str, stop: asyncio.Event, outage: Outage
) -> None:
    """All that must be before reading. Raises Stopped, redis.RedisError, OSError."""
    await patiently(lambda: _ensure_group(redis, prefix + stage.source, stage.name), stop, outage)
    await worker.hand.hand_back_unseen()
    await warn_of_eviction(redis)


async def _ensure_group(redis: Redis, stream: str, group: str) -> None:
    if await ensure_group(redis, stream, group):
        log(Event.GROUP_CREATED, stream=stream, group=group)


async def _if_redis_lets_us(goodbye: Awaitable[None], outage: Outage) -> None:
    try:
        await goodbye
    except (RedisError, OSError) as error:
        outage.begins(error)


def run(service: str, build: Callable[[], Stage]) -> None:
    """Run a service in this process until it is told to stop. What `build` loads is there before the first read.

    `build` may raise Transient, which is waited for; what else it raises ends the service.
    """
    settings = DeliverySettings()
    consumer = new_worker_name(service)
    configure(service, consumer, settings.log_level)
    spans.configure(service, consumer)
    health = Health()
    metrics.begin(service)
    server.serve(health, HealthSettings())
    asyncio.run(serve(build, consumer, settings, health))
