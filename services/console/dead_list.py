"""The command `dead list`: what failed, the newest first."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from services.console.counted import counted
from services.console.dead_letters import all_dead_letters
from services.console.dead_options import Reason, Stage
from services.console.list_articles import SCREENFUL
from services.console.printing import moment, print_whole, printer
from services.console.redis_address import redis_address
from services.console.terminal_text import one_line
from services.store.dead_letters import WantedLetters
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.history import is_entry_id


def list_dead(
    stage: Stage = None,
    reason: Reason = None,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=f"Only the newest N. Default: {SCREENFUL} on a terminal, all when piped."
        ),
    ] = None,
    before: Annotated[str | None, typer.Option(metavar="ID", help="Only those older than this one.")] = None,
) -> None:
    """List dead letters, the newest first, those that have moved to the database too.

    A table on a terminal; when piped, lines of id, time of failure, stage, reason and article id, separated by tabs.

    \b
    Examples:
      dateline dead list --stage enrich
      dateline dead list | cut -f 3,4 | sort | uniq -c
    """
    if before is not None and not is_entry_id(before):
        raise typer.BadParameter(f"{before!r} is no id of a dead letter", param_hint="--before")
    asyncio.run(_list(WantedLetters(stage, reason), limit, before))


async def _list(wanted: WantedLetters, limit: int | None, before: str | None) -> None:
    async with all_dead_letters(redis_address()) as letters:
        newest = letters.newest_first(before, wanted)
        if sys.stdout.isatty():
            await _print_table(newest, limit or SCREENFUL)
        else:
            number = 0
            async for letter in newest:
                print("\t".join((*_cells(letter), letter.article_id)))
                number += 1
                if number == limit:
                    break


async def _print_table(letters: AsyncIterator[DeadLetter], most: int) -> None:
    console = printer()
    table = Table("Id", "Failed", "Stage", "Reason")
    last, more = "", False
    async for letter in letters:
        if more := table.row_count == most:
            break
        id, failed, *others = _cells(letter)
        table.add_row(Text(id), moment(console, failed), *map(Text, others))
        last = letter.id
    if table.row_count:
        print_whole(console, table, unbroken=("Id", "Failed", "Stage"))
    number = counted(table.row_count, "dead letter")
    console.print(f"the newest {number}; older ones with --before {last}" if more else number)


def _cells(letter: DeadLetter) -> tuple[str, ...]:
    return letter.id, *(one_line(text) for text in (letter.failed[:19], letter.stage, letter.reason))
