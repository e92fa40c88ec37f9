"""The command `demo`: everything at work on a few articles, from nothing to stored records."""

import asyncio
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from services.console.counted import counted
from services.console.dead_letters import all_dead_letters
from services.console.drained import drain
from services.console.outcomes import Died, Duplicate, Missing, Stored, dead_since, outcomes
from services.console.path_argument import path_argument
from services.console.pipeline import Check, pipeline
from services.console.printing import printer
from services.console.progress import shown
from services.console.publishing import publish_paths
from services.console.refusal import Refusal
from services.console.room import Wait
from services.console.shards import Shard
from services.console.summary import print_summary
from services.console.up_settings import UpSettings
from services.console.waiting import waiting
from services.store.connect import open_store
from services.store.settings import StoreSettings
from services.wire.connection import connect, connect_blocking
from services.wire.delivery.backlog import Backlog
from services.wire.delivery.entry import Entry
from services.wire.settings import Settings


def demo(
    paths: Annotated[list[Path], path_argument("Files and folders with articles.", "PATH")] = [Path("seeds")],  # noqa: B006 - typer reads it and nobody changes it
    timeout: Annotated[float, typer.Option(metavar="S", min=0, help="Give up after so many seconds.")] = 300,
) -> None:
    """Publish articles, wait until they are stored, and show what was found in them.

    Starts what `dateline up` starts, and stops it afterwards; where an `up` runs on the data directory, that is used.
    Exit code 1 if anything could not be read or stored, 3 at the time limit.

    Example: dateline demo seeds
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop what was started, as at Ctrl-C
    deadline = time.monotonic() + timeout
    settings = UpSettings()
    prefix = settings.prefix
    logs = settings.data_dir / "logs" / "demo.log"
    late = Refusal(f"not everything is stored after {timeout:g} s: see the log of the services, {logs}", code=3)
    console = printer()
    with pipeline(settings, logs, deadline) as (url, check), connect_blocking(url, prefix) as redis:
        published: list[Entry] = []  # the stream itself forgets what is done
        with shown() as bar:

            def wait(why: Wait) -> None:
                check()
                if time.monotonic() >= deadline:
                    raise late
                bar.wait(why)

            report = publish_paths(
                paths,
                [Shard(redis, url, prefix)],
                on_problem=bar.problem,
                on_step=bar.step,
                on_wait=wait,
                on_sent=published.append,
            )
        if not report.published:
            raise typer.Exit(1)
        console.print(f"published {counted(report.published, 'article')}; waiting for the services")
        if not asyncio.run(_drained(url, deadline, check)):
            raise late
        good = _tell(console, published, asyncio.run(_died(url, published)))
    if report.problems or not good:
        raise typer.Exit(1)


async def _drained(url: str, deadline: float, check: Check) -> bool:
    prefix = Settings().prefix
    async with connect(url, prefix) as redis:
        with waiting("starting the services") as tell:

            def look(first: Backlog) -> None:
                check()
                tell(first.service)

            return await drain(redis, deadline - time.monotonic(), look, prefix)


async def _died(url: str, published: Sequence[Entry]) -> dict[str, str]:
    """Reasons of the dead letters since."""
    async with all_dead_letters(url) as letters:
        return await dead_since(letters, published[0].id) if published else {}


def _tell(console: Console, published: Sequence[Entry], died: Mapping[str, str]) -> bool:
    """Print what became of everything and what to do next. False if anything is not in the database."""
    counts = {Stored: 0, Duplicate: 0, Died: 0, Missing: 0}
    store = open_store(StoreSettings().database())
    example: str | None = None
    for became in outcomes(published, store, died):
        counts[type(became)] += 1
        match became:
            case Stored(article):
                console.print()
                print_summary(console, article)
                example = example or article.id
            case Duplicate(article):
                name = article.headline or article.text[:60]
                console.print(f"duplicate: {name} (stored as {article.id})")
                example = example or article.id
            case Died(reason):
                console.print(f"dead letter: {reason}")
            case Missing():
                console.print("missing: neither in the database nor among the dead letters")
    store.close()
    missing = f", missing {counts[Missing]}" if counts[Missing] else ""
    console.print(
        f"\npublished {len(published)}: stored {counts[Stored]}, duplicates {counts[Duplicate]}, "
        f"dead letters {counts[Died]}{missing}"
    )
    command = _command()
    closer = f"show {example}" if example else "list"
    console.print(f"Look closer:      {command} {closer}", soft_wrap=True)  # to be copied
    console.print(f"Keep it running:  {command} up   (and in another terminal: {command} publish FILE)", soft_wrap=True)
    return not (counts[Died] or counts[Missing])


def _command() -> str:
    """How this environment's `dateline` is called from here."""
    ours = Path(sys.executable).with_name("dateline")
    if shutil.which("dateline") == str(ours):
        return "dateline"
    return os.path.relpath(ours) if ours.is_relative_to(Path.cwd()) else str(ours)
