"""The command `dead drop`: dead letters that nobody wants any more."""

import sys
from typing import Annotated

import typer

from services.console.dead_ending import end_letters
from services.console.dead_letters import AllDeadLetters
from services.console.dead_options import All, Ids, Reason, Stage, selection
from services.console.refusal import Refusal
from services.store.dead_letters import WantedLetters


def drop(
    ids: Ids = None,
    every: All = False,
    stage: Stage = None,
    reason: Reason = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before dropping all.")] = False,
) -> None:
    """Drop dead letters for good, with what was sent. They stay counted as dead.

    Asks before --all, which drops those that there are now. Exit code 1 if a letter could not be dropped.

    \b
    Examples:
      dateline dead drop 1795515844767-0
      dateline dead drop --all --stage ingest --reason 'not JSON' --yes
    """
    wanted = WantedLetters(stage, reason)
    chosen = selection(ids, every, wanted)
    if every and not yes:
        _ask(wanted)
    end_letters("dropped", AllDeadLetters.drop, chosen, wanted)


def _ask(wanted: WantedLetters) -> None:
    stage = f" of {wanted.stage}" if wanted.stage else ""
    reason = f" with {wanted.reason!r} in their reason" if wanted.reason else ""
    if not sys.stdin.isatty():
        raise Refusal(f"this drops all dead letters{stage}{reason} for good: add --yes")
    typer.confirm(f"Drop all dead letters{stage}{reason} for good?", abort=True)
