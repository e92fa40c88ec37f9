"""Running a stage as a service: wait for Redis, make the group, read until told to stop; again after any trouble."""

import asyncio
import os
import secrets
import signal
import sys
from collections.abc import Callable

from faststream import FastStream
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.wire.connection import connect
from services.wire.delivery.groups import ensure_group
from services.wire.delivery.patience import Outage, Stopped, patiently
from services.wire.delivery.reading import build_app
from services.wire.delivery.settings import DeliverySettings
from services.wire.delivery.stage import Stage
from services.wire.delivery.worker import Worker
from services.wire.events import Event
from services.wire.logs import configure, log

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def new_worker_name(service: str) -> str:
    """A consumer name that no other worker has. A process id would not do: in a container it is always 1."""
    return f"{service}-{secrets.token_hex(4)}"


async def serve(stage: Stage, consumer: str, settings: DeliverySettings) -> None:
    """Run `stage` until SIGTERM or SIGINT; then finish what is in hand, or hand it back, and return."""
    stop = asyncio.Event()
    _on_signals(stop.set)
    outage = Outage(Event.REDIS_UNREACHABLE, Event.REDIS_REACHABLE)
    redis = connect(settings.redis())
    worker = Worker(redis, stage, consumer, settings, stop=stop, outage=outage)
    renewing = asyncio.create_task(worker.renew())
    taking_over = asyncio.create_task(worker.take_over())
    while not stop.is_set():
        try:
            await patiently(lambda: _ensure_group(redis, stage), stop, outage)
            app = build_app(
                stage, url=settings.redis(), consumer=consumer, take=worker.take, outage=outage, drain=settings.drain
            )
            await _run(app, stop)
        except Stopped:
            break
        except (RedisError, OSError) as error:
            outage.begins(error)
    await asyncio.wait([taking_over], timeout=settings.drain)
    renewing.cancel()
    await _leave(worker, redis, outage)
    log(Event.SERVICE_STOPPED)
    if worker.at_work:
        # Python would wait for the thread to end. Its entries are handed back: nobody needs what it is doing.
        sys.stdout.flush()
        os._exit(0)


async def _ensure_group(redis: Redis, stage: Stage) -> None:
    if await ensure_group(redis, stage.source, stage.name):
        log(Event.GROUP_CREATED, stream=stage.source, group=stage.name)


async def _run(app: FastStream, stop: asyncio.Event) -> None:
    """Run an app until a signal, or until FastStream gives up reading (the group is gone)."""

    def end() -> None:
        stop.set()
        app.exit()
        log(Event.SERVICE_STOPPING)

    @app.after_startup
    async def started() -> None:  # pyright: ignore[reportUnusedFunction]  # FastStream calls it
        # FastStream has put its own handlers by now, which don't tell a signal from any other end.
        _on_signals(end)
        log(Event.SERVICE_STARTED)
        if stop.is_set():
            app.exit()

    try:
        await app.run()
    finally:
        _on_signals(stop.set)


async def _leave(worker: Worker, redis: Redis, outage: Outage) -> None:
    try:
        async with asyncio.timeout(5):
            await worker.leave()
            await redis.aclose()
    except (RedisError, OSError) as error:
        outage.begins(error)


def _on_signals(action: Callable[[], None]) -> None:
    for number in _SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, action)


def run(service: str, build: Callable[[], Stage]) -> None:
    """Run a service in this process until it is told to stop. What `build` loads is there before the first read."""
    settings = DeliverySettings()
    consumer = new_worker_name(service)
    configure(service, consumer, settings.log_level)
    asyncio.run(serve(build(), consumer, settings))
