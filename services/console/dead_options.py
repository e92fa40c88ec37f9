"""Options that several of the commands `dead ...` have."""

from typing import Annotated

import typer

from services.console.dead_letters import AllDeadLetters
from services.console.refusal import Refusal
from services.store.dead_letters import WantedLetters
from services.wire.delivery.dead import DeadLetter
from services.wire.delivery.history import is_entry_id
from services.wire.streams import INPUT


def _stage(name: str | None) -> str | None:
    if name is not None and name not in INPUT:
        raise typer.BadParameter(f"{name!r} is no stage: there are {', '.join(INPUT)}")
    return name


Stage = Annotated[
    str | None,
    typer.Option(metavar="S", callback=_stage, help="Only those that failed in this stage: ingest, enrich or store."),
]
Reason = Annotated[str | None, typer.Option(metavar="R", help="Only those whose reason contains R.")]
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Ids as `dateline dead list` shows them.")]
All = Annotated[bool, typer.Option("--all", help="All that there are now, or all of a stage or reason.")]


def selection(ids: list[str] | None, every: bool, wanted: WantedLetters) -> list[str]:
    """The ids given; none where all are meant. Raises BadParameter unless it is clear which."""
    if not ids and not every:
        raise typer.BadParameter("give ids, or --all")
    if ids and (every or wanted != WantedLetters()):
        raise typer.BadParameter("give either ids, or --all with --stage or --reason")
    return list(dict.fromkeys(ids or []))


async def found(letters: AllDeadLetters, id: str) -> DeadLetter:
    """The letter with an id. Raises Refusal."""
    letter = await letters.find(id) if is_entry_id(id) else None
    if letter is None:
        raise Refusal(f"no dead letter has the id {id!r}: see dateline dead list", code=1)
    return letter
