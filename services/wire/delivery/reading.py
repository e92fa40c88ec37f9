"""The FastStream side of a stage: an app whose subscriber hands entries to a worker exactly as Redis gave them."""

import logging
from asyncio import CancelledError, Task
from collections.abc import Awaitable, Callable, Sequence

from faststream import AckPolicy, FastStream
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import FAKE_CONSUMER, BatchStreamMessage, RedisBatchStreamMessage

from services.wire.connection import ANSWER_SECONDS, CONNECT_SECONDS, destination, no_retry
from services.wire.delivery.entry import Entry
from services.wire.delivery.stage import Stage

_POLL = 1_000  # milliseconds that one read waits for entries

Take = Callable[[Sequence[Entry]], Awaitable[None]]


def build_app(
    stage: Stage, *, url: str, consumer: str, take: Take, failed: Callable[[object], None], most: int, prefix: str
) -> FastStream:
    """An app that reads the stream of `stage`, at most `most` entries at once, and gives every batch to `take`.

    Acknowledging is the hop's business. FastStream's own parser would drop a whole batch for one entry that is not
    UTF-8, so the one here decodes nothing. `failed` hears why a read failed: FastStream would try again every 5
    seconds, or at once, or never, by the kind of error, so the app is then to be stopped and another one built.
    """
    plain, kind = destination(url, prefix)
    broker = RedisBroker(
        plain,
        connection_class=kind,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        retry=no_retry(),
        logger=Errors(failed),
        apply_types=False,
        graceful_timeout=0,  # what is in hand is the worker's, and goes on without FastStream
    )
    stream = StreamSub(
        prefix + stage.source,
        group=stage.name,
        consumer=consumer,
        batch=True,
        max_records=min(4 * stage.count, most),
        polling_interval=_POLL,
    )

    subscriber = broker.subscriber(stream=stream, ack_policy=AckPolicy.MANUAL, parser=_as_it_is, decoder=_entries)

    @subscriber
    async def read(entries: Sequence[Entry]) -> None:  # pyright: ignore[reportUnusedFunction]  # FastStream calls it
        await take(entries)

    app = FastStream(broker, logger=None)

    @app.on_startup
    async def leave_groups_alone() -> None:  # pyright: ignore[reportUnusedFunction]  # FastStream calls it
        # FastStream makes a missing group at `$`, so that what was published before is never delivered, and fails where
        # a full server refuses that. The group is there by now; if it is gone again, the first read fails and says so.
        client = await broker.connect()
        client.xgroup_create = _done_already

    @app.after_startup
    async def expect_failures() -> None:  # pyright: ignore[reportUnusedFunction]  # FastStream calls it
        for task in subscriber.tasks:
            task.add_done_callback(_look_at)

    return app


class Errors:
    """A logger for FastStream: its errors are failed reads, the rest says nothing that a service does not."""

    def __init__(self, failed: Callable[[object], None]) -> None:
        self._failed = failed

    def log(self, level: int, msg: object, /, *, exc_info: object = None, extra: object = None) -> None:
        """Called by FastStream for everything it does."""
        if level >= logging.ERROR and not isinstance(exc_info, CancelledError):  # which is our own doing
            self._failed(exc_info or msg)


async def _done_already(*_: object, **__: object) -> bool:
    return True


async def _as_it_is(batch: BatchStreamMessage) -> RedisBatchStreamMessage:
    return RedisBatchStreamMessage(raw_message=batch, body=b"", consumer=FAKE_CONSUMER, group=None)


async def _entries(message: RedisBatchStreamMessage) -> list[Entry]:
    batch = message.raw_message
    return [Entry.of(id_, fields) for id_, fields in zip(batch["message_ids"], batch["data"], strict=True)]


def _look_at(task: "Task[None]") -> None:
    """FastStream leaves a read that fails during a stop to asyncio, which would log a traceback of what is known."""
    if not task.cancelled():
        task.exception()
