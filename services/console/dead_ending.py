"""Ending dead letters, a page at a time, in the order in which they failed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import typer
from redis.exceptions import RedisError

from services.console.counted import counted
from services.console.dead_letters import AllDeadLetters, Kept, all_dead_letters
from services.console.dead_options import found
from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.store.dead_letters import WantedLetters
from services.wire.delivery.dead import DeadLetter
from services.wire.redis_errors import what_redis_says
from services.wire.settings import Settings

End = Callable[[AllDeadLetters, Sequence[DeadLetter]], Awaitable[list[Kept]]]


@dataclass
class _Ending:
    """How far it has come. Each problem is told when it is met, and once."""

    ended: int = 0
    problems: set[str] = field(default_factory=set[str])

    def problem(self, line: str) -> None:
        if line not in self.problems:
            typer.echo(f"dateline: {line}", err=True)
        self.problems.add(line)


def end_letters(past: str, end: End, ids: Sequence[str], wanted: WantedLetters) -> None:
    """End the letters with these ids; without ids, all that are wanted. `past` says what was done, as in "dropped".

    Raises Refusal where Redis stops it, Exit(1) if a letter could not be ended.
    """
    so_far = _Ending()
    try:
        asyncio.run(_end(so_far, end, ids, wanted))
    except RedisError as error:
        if not so_far.ended:
            raise
        why = what_redis_says(error, Settings().redis())
        stopped = f"{past} {counted(so_far.ended, 'dead letter')}, then stopped: {why}"
        raise Refusal(f"{stopped}; do the same again, each letter counts once") from error
    typer.echo(f"{past} {counted(so_far.ended, 'dead letter')}")
    if so_far.problems:
        raise typer.Exit(1)


async def _end(so_far: _Ending, end: End, ids: Sequence[str], wanted: WantedLetters) -> None:
    async with all_dead_letters(redis_address()) as letters:
        pages = _of(letters, ids, so_far.problem) if ids else letters.oldest_first(wanted)
        async for page in pages:
            kept = await end(letters, page)
            so_far.ended += len(page) - len(kept)
            for each in kept:
                so_far.problem(f"{each.letter.id}: {each.why}")


async def _of(
    letters: AllDeadLetters, ids: Sequence[str], on_problem: Callable[[str], None]
) -> AsyncIterator[Sequence[DeadLetter]]:
    for id in ids:
        try:
            yield [await found(letters, id)]
        except Refusal as unknown:
            on_problem(str(unknown))
