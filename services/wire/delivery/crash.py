"""Ending the process as a crash would: what is in hand is not touched, so others take it over."""

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

from services.wire.events import Event
from services.wire.logs import log

T = TypeVar("T")


def crash(why: str) -> NoReturn:
    """End with exit code 1 and a log line, without waiting for threads."""
    log(Event.WORKER_FAILED, level=logging.ERROR, why=why)
    sys.stdout.flush()
    os._exit(1)


def crash_if_failed(task: "asyncio.Task[Any]") -> None:
    """To be called when a task is done. None may fail: without it a worker would keep entries and not work on them."""
    if not task.cancelled() and (error := task.exception()):
        crash(f"{type(error).__name__}: {error}")


def begin(work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
    """Begin a part of the service: a task whose failure ends the process."""
    task = asyncio.create_task(work)
    task.add_done_callback(crash_if_failed)
    return task
