"""The command `dead replay`: failed entries back to the stage they failed in."""

import asyncio
from collections.abc import Sequence

import typer
from redis.asyncio import Redis

from services.console.dead_ending import end_letters
from services.console.dead_letters import AllDeadLetters, Kept
from services.console.dead_options import All, Ids, Reason, Stage, selection
from services.store.dead_letters import WantedLetters
from services.wire.delivery.backlog import backlog
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.settings import PressureSettings
from services.wire.delivery.water_marks import LOOK, WaterMarks
from services.wire.streams import INPUT


def replay(ids: Ids = None, every: All = False, stage: Stage = None, reason: Reason = None) -> None:
    """Give dead letters back to the stage they failed in, exactly as they were sent.

    What fails again becomes a dead letter again, with its history. --all takes those that there are now, the oldest
    first. While a stage has DATELINE_HIGH_WATER articles or more to do, replaying waits and says so.

    Safe to repeat: a letter is replayed once. Exit code 1 if one could not be.

    \b
    Examples:
      dateline dead replay 1795515844767-0
      dateline dead replay --all --stage store
    """
    wanted = WantedLetters(stage, reason)
    chosen = selection(ids, every, wanted)
    settings = PressureSettings()

    async def end(letters: AllDeadLetters, page: Sequence[DeadLetter]) -> list[Kept]:
        for service in {letter.stage for letter in page} & {*INPUT}:
            await wait_for_room(letters.redis, service, settings, letters.prefix)
        return await letters.replay(page)

    end_letters("replayed", end, chosen, wanted)


async def wait_for_room(redis: Redis, service: str, settings: PressureSettings, prefix: str = "") -> None:
    """Return once a service is not too far behind, and say on standard error that it is waited for."""
    marks = WaterMarks(settings.high_water, settings.low)
    while True:
        changed = marks.seen((await backlog(redis, service, prefix)).to_do)
        if not marks.over:
            return
        if changed:
            line = f"{service} has {settings.high_water:,} articles or more to do; going on at {settings.low:,}"
            typer.echo(f"waiting: {line}", err=True)
        await asyncio.sleep(LOOK)
