"""`dateline wait`: until everything published is stored, known as a duplicate, deleted, or dead."""

import asyncio
from typing import Annotated

import typer

from services.console.connection import connect_async
from services.console.drained import drain
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.console.waiting import waiting
from services.wire.delivery.backlog import backlogs


def wait(
    timeout: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="Give up after so many seconds, with exit code 3. Default: never."),
    ] = None,
) -> None:
    """Wait until everything published has been dealt with.

    That is: stored, found to be a duplicate, deleted meanwhile, or moved to the dead letters.

    \b
    Example:
      dateline publish seeds && dateline wait --timeout 120 && dateline list
    """
    asyncio.run(_wait(timeout))


async def _wait(timeout: float | None) -> None:
    async with connect_async(redis_address()) as redis:
        with waiting("waiting") as look:
            if await drain(redis, timeout, look):
                return
        left = [each for each in await backlogs(redis) if not each.drained]
    if left:
        what = ", ".join(f"{each.service} ({each.lag} waiting, {each.pending} in hand)" for each in left)
        raise Refusal(f"not done after {timeout:g} s: {what}: do the services run? See dateline status", code=3)
