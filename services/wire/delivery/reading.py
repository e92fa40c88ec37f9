"""The FastStream side of a stage: an app whose subscriber hands entries to a worker exactly as Redis gave them."""

import logging
from collections.abc import Awaitable, Callable, Sequence

from faststream import AckPolicy, FastStream
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.message import FAKE_CONSUMER, BatchStreamMessage, RedisBatchStreamMessage

from services.wire.connection import patient_retry
from services.wire.delivery.entry import Entry
from services.wire.delivery.patience import Outage
from services.wire.delivery.stage import Stage

_POLL = 1_000  # milliseconds that one read waits for entries

Take = Callable[[Sequence[Entry]], Awaitable[None]]


def build_app(stage: Stage, *, url: str, consumer: str, take: Take, outage: Outage, drain: float) -> FastStream:
    """An app that reads the stream of `stage` and gives every batch to `take`.

    Acknowledging is the hop's business. FastStream's own parser would drop a whole batch for one entry that is not
    UTF-8, so the one here decodes nothing. A stop waits `drain` seconds for the batch in hand.
    """
    broker = RedisBroker(url, retry=patient_retry(), logger=Errors(outage), apply_types=False, graceful_timeout=drain)
    stream = StreamSub(
        stage.source,
        group=stage.name,
        consumer=consumer,
        batch=True,
        max_records=4 * stage.count,
        polling_interval=_POLL,
    )

    @broker.subscriber(stream=stream, ack_policy=AckPolicy.MANUAL, parser=_as_it_is, decoder=_entries)
    async def read(entries: Sequence[Entry]) -> None:  # pyright: ignore[reportUnusedFunction]  # FastStream calls it
        await take(entries)

    return FastStream(broker, logger=None)


class Errors:
    """A logger for FastStream: its errors are failed reads, the rest says nothing that a service does not."""

    def __init__(self, outage: Outage) -> None:
        self._outage = outage

    def log(self, level: int, msg: object, /, *, exc_info: object = None, extra: object = None) -> None:
        """Called by FastStream for everything it does."""
        if level >= logging.ERROR:
            self._outage.begins(exc_info or msg)


async def _as_it_is(batch: BatchStreamMessage) -> RedisBatchStreamMessage:
    return RedisBatchStreamMessage(raw_message=batch, body=b"", consumer=FAKE_CONSUMER, group=None)


async def _entries(message: RedisBatchStreamMessage) -> list[Entry]:
    batch = message.raw_message
    return [Entry(id_.decode(), fields) for id_, fields in zip(batch["message_ids"], batch["data"], strict=True)]
