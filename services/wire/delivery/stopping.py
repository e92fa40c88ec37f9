"""Hearing that the process is to stop."""

import asyncio
import signal
from collections.abc import Awaitable
from typing import TypeVar

from services.wire.delivery.patience import Stopped
from services.wire.events import Event
from services.wire.logs import log

T = TypeVar("T")


class Stopping:
    """What SIGTERM and SIGINT ask for: the first one to stop in good order, the second one to stop now."""

    def __init__(self) -> None:
        """Must be called where the event loop runs."""
        self.asked = asyncio.Event()
        self.at_once = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._heard)

    def _heard(self) -> None:
        if self.asked.is_set():
            self.at_once.set()
        else:
            log(Event.SERVICE_STOPPING)
        self.asked.set()


async def first_of(*waits: Awaitable[object], seconds: float | None = None) -> None:
    """Wait until one of these is done, or for so long, and cancel the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def or_stopped(work: Awaitable[T], stop: asyncio.Event) -> T:
    """What `work` gives. Raises Stopped if the stop comes first: the work is cancelled, and may take long to notice."""
    working = asyncio.ensure_future(work)
    await first_of(working, stop.wait())
    if working.done():
        return working.result()
    working.add_done_callback(lambda task: task.cancelled() or task.exception())  # asyncio would complain of errors
    raise Stopped
