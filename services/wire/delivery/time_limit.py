"""Cutting off work that hangs. Nothing in Python can end a thread, so the process ends itself."""

import asyncio
import faulthandler
import os
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_GRACE = 5
"""Seconds after the limit in which a process that can still run its event loop ends by itself, with a log line."""

_NOWHERE = Path(os.devnull).open("w")  # noqa: SIM115 - faulthandler writes to it until the process ends


async def within(seconds: float, work: Callable[[], T], too_long: Callable[[], Awaitable[None]]) -> T:
    """Run `work` in a thread. If that takes longer than `seconds`, call `too_long`, which is to end the process.

    Code in C may hang without ever letting another thread run, this event loop among them. So a watchdog outside of
    Python ends the process, with exit code 1, shortly after the limit.
    """
    with _watchdog(seconds + _GRACE):
        working = asyncio.ensure_future(asyncio.to_thread(work))
        done, _ = await asyncio.wait({working}, timeout=seconds)
        if not done:
            await too_long()
        return await working


@contextmanager
def _watchdog(seconds: float) -> Generator[None]:
    faulthandler.dump_traceback_later(seconds, exit=True, file=_NOWHERE)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
