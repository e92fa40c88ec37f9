"""The commands `dead ...`: what failed, and what to do with it."""

import typer

from services.console.dead_drop import drop
from services.console.dead_list import list_dead
from services.console.dead_replay import replay
from services.console.dead_show import show_dead

dead = typer.Typer(rich_markup_mode=None)
dead.command("list", short_help="List dead letters, the newest first.")(list_dead)
dead.command("show", short_help="Show a dead letter and what was sent.")(show_dead)
dead.command(short_help="Give dead letters back to the stage they failed in.")(replay)
dead.command(short_help="Drop dead letters for good.")(drop)


@dead.callback(no_args_is_help=True, short_help="Look at dead letters; replay or drop them.")
def commands() -> None:
    """Look at what failed, and replay or drop it.

    What can't be processed is kept as a dead letter, with the reason and exactly as it was sent. Replayed, it goes
    back to the stage it failed in.

    \b
    Examples:
      dateline dead list --stage ingest --reason UTF-8
      dateline dead show 1795515844767-0
      dateline dead replay --all --reason 'newer than this reader'
    """
