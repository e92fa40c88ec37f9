"""`dateline publish --watch`: what comes into folders onto the raw stream."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import typer

from services.console.counted import counted
from services.console.patient_sender import PatientSender, tell
from services.console.publishing import Unstated, found_in
from services.console.readers.found import Found, Problem, printable
from services.console.readers.sources import below
from services.console.shards import all_shards
from services.console.watching.state import open_state
from services.console.watching.watch import Watching
from services.wire.settings import Settings


def publish_folders(folders: Sequence[Path], unstated: Unstated) -> None:
    """Publish what comes into folders, and what lies there and was not published yet. Redis is waited for."""
    data = Settings().data_dir
    for folder in folders:
        name = printable(str(folder))
        if not folder.is_dir():
            raise typer.BadParameter(f"{name} is no folder", param_hint="paths")
        if data.resolve().is_relative_to(folder.resolve()):
            raise typer.BadParameter(
                f"{name} holds DATELINE_DATA_DIR ({printable(str(data))}), which changes all the time: watch another",
                param_hint="paths",
            )
    with all_shards() as shards, open_state(data) as state:
        sender = PatientSender(shards, unstated)

        def publish(path: Path) -> datetime | None:
            ends = list[datetime]()
            # It may go away while Redis is waited for.
            sent = sender.send(lambda: _noting(ends, found_in(below(path))))
            if sent:
                tell(f"{printable(str(path))}: published {counted(sent, 'article')}", wrong=False)
            return min(ends, default=None)

        Watching(folders, state, publish, tell).on_and_on()


def _noting(ends: list[datetime], everything: Iterable[tuple[Found, str, int]]) -> Iterator[tuple[Found, str, int]]:
    """All of it, while the ends of the embargoes in it are noted."""
    for found, where, position in everything:
        if isinstance(found, Problem) and found.until:
            ends.append(found.until)
        yield found, where, position
