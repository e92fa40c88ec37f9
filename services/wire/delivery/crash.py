"""Ending the process as a crash would: what is in hand is not touched, so others take it over."""

import asyncio
import logging
import os
import sys
from typing import Any, NoReturn

from services.wire.events import Event
from services.wire.logs import log


def crash(why: str) -> NoReturn:
    """End with exit code 1 and a log line, without waiting for threads."""
    log(Event.WORKER_FAILED, level=logging.ERROR, why=why)
    sys.stdout.flush()
    os._exit(1)


def crash_if_failed(task: "asyncio.Task[Any]") -> None:
    """To be called when a task is done. None may fail: without it a worker would keep entries and not work on them."""
    if not task.cancelled() and (error := task.exception()):
        crash(f"{type(error).__name__}: {error}")
