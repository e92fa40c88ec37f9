"""`dateline publish --watch`: what comes into folders onto the raw stream."""

from collections.abc import Sequence
from pathlib import Path

import typer

from services.console.connection import connect
from services.console.patient_sender import PatientSender, articles, tell
from services.console.publishing import Unstated, found_in
from services.console.readers.found import printable
from services.console.readers.sources import Source
from services.console.redis_address import redis_address
from services.console.watching.state import open_state
from services.console.watching.watch import Watching
from services.wire.settings import Settings


def publish_folders(folders: Sequence[Path], unstated: Unstated) -> None:
    """Publish what comes into folders, and what lies there and was not published yet. Redis is waited for."""
    for folder in folders:
        if not folder.is_dir():
            raise typer.BadParameter(f"{printable(str(folder))} is no folder", param_hint="paths")
    with connect(redis_address()) as redis, open_state(Settings().data_dir) as state:
        sender = PatientSender(redis, unstated)

        def publish(path: Path) -> None:
            sent = sender.send(lambda: found_in([Source(path, path.stat().st_size)]))
            tell(f"{printable(str(path))}: published {articles(sent)}", wrong=False)

        Watching(folders, state, publish, tell).on_and_on()
