"""`dateline wait`: until everything published is stored, known as a duplicate, or dead."""

import asyncio
from contextlib import nullcontext
from typing import Annotated

import typer
from rich.console import Console

from services.console.connection import connect_async
from services.console.drained import drain
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.wire.delivery.backlog import backlogs


def wait(
    timeout: Annotated[
        float | None,
        typer.Option(metavar="S", min=0, help="Give up after so many seconds, with exit code 3. Default: never."),
    ] = None,
) -> None:
    """Wait until everything published has been dealt with.

    That is: stored, found to be a duplicate, or moved to the dead letters.

    \b
    Example:
      dateline publish seeds && dateline wait --timeout 120 && dateline list
    """
    asyncio.run(_wait(timeout))


async def _wait(timeout: float | None) -> None:
    console = Console(stderr=True)
    async with connect_async(redis_address()) as redis:
        with console.status("waiting") if console.is_terminal else nullcontext() as shown:
            if await drain(redis, timeout, lambda service: shown.update(f"waiting for {service}") if shown else None):
                return
        left = [each for each in await backlogs(redis) if not each.drained]
    if left:
        what = ", ".join(f"{each.service} ({each.lag} waiting, {each.pending} in hand)" for each in left)
        raise Refusal(f"not done after {timeout:g} s: {what}: do the services run? See dateline status", code=3)
