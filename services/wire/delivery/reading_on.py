"""Reading a stream until the stop: after any trouble prepared and begun anew."""

import asyncio
from collections.abc import Awaitable, Callable

from faststream import FastStream
from faststream.redis.exceptions import StreamGroupNotFoundError
from redis.exceptions import RedisError

from services.wire.delivery.patience import Outage, Stopped
from services.wire.delivery.stopping import first_of, or_stopped
from services.wire.events import Event
from services.wire.logs import log

Failed = Callable[[object], None]


async def read_on(
    build: Callable[[Failed], FastStream],
    prepare: Callable[[], Awaitable[None]],
    reading: asyncio.Event,
    stop: asyncio.Event,
    outage: Outage,
) -> None:
    """Return at the stop. `reading` is set while entries are read.

    `build` gets what is to hear why a read failed. `prepare` may raise Stopped, redis.RedisError and OSError.
    """
    while not stop.is_set():
        ended = asyncio.Event()

        def failed(error: object, ended: asyncio.Event = ended) -> None:
            if not isinstance(error, StreamGroupNotFoundError):
                outage.begins(error)
            ended.set()

        app = build(failed)
        try:
            await or_stopped(prepare(), stop)
            await _run(app, reading, ended, stop)
        except Stopped:
            break
        except (RedisError, OSError) as error:
            outage.begins(error)


async def _run(app: FastStream, reading: asyncio.Event, ended: asyncio.Event, stop: asyncio.Event) -> None:
    """Run an app until reading fails or a stop is asked for. Raises redis.RedisError, OSError."""
    try:
        await app.start()
        if stop.is_set():
            return
        reading.set()
        log(Event.SERVICE_STARTED)
        await first_of(ended.wait(), stop.wait())
    finally:
        reading.clear()
        await app.stop()
