"""`dateline wait`: until everything published is stored, known as a duplicate, deleted, or dead."""

import asyncio
import time
from typing import Annotated

import typer

from services.console.drained import drain
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.console.waiting import waiting
from services.wire.connection import connect
from services.wire.delivery.backlog import Backlog, backlogs
from services.wire.settings import Settings


def wait(
    timeout: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="Give up after so many seconds, with exit code 3. Default: never."),
    ] = None,
) -> None:
    """Wait until everything published has been dealt with.

    That is: stored, found to be a duplicate, deleted meanwhile, or moved to the dead letters. Says now and then which
    service it waits for, and where no worker of it reads yet: if one runs, its log says what it waits for itself.

    \b
    Example:
      dateline publish seeds && dateline wait --timeout 120 && dateline list
    """
    deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
    left = [line for prefix in Settings().prefixes for line in asyncio.run(_wait(prefix, deadline))]
    if left:
        raise Refusal(
            f"not done after {timeout:g} s: {', '.join(left)}: do the services run? See dateline status", code=3
        )


async def _wait(prefix: str, deadline: float) -> list[str]:
    """Wait for one pipeline; what it has left to do at the deadline, by the monotonic clock."""
    async with connect(redis_address(), prefix) as redis:
        with waiting("waiting") as look:
            if await drain(redis, deadline - time.monotonic(), lambda first: look(waited_for(first)), prefix):
                return []
        left = [each for each in await backlogs(redis, prefix) if not each.drained]
    return [f"{prefix}{each.service} ({_left(each)})" for each in left]


def waited_for(first: Backlog) -> str:
    """The service, and what to do where nobody reads its stream: a worker that only begins does not, either."""
    return first.service + ("" if first.consumers else ", but no worker of it reads yet: see whether it runs")


def _left(backlog: Backlog) -> str:
    return f"{backlog.lag} waiting, {backlog.pending} in hand" + ("" if backlog.consumers else ", no worker reads")
