"""`dateline status`: what each stage still has to do, and what became of everything so far."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Annotated

import pydantic_core
import typer
from redis.asyncio import Redis
from redis.exceptions import ResponseError
from rich.box import SIMPLE
from rich.table import Table

from services.console.printing import print_whole, printer
from services.console.redis_address import redis_address
from services.wire.connection import connect
from services.wire.delivery.backlog import Backlog, backlogs
from services.wire.settings import Settings
from services.wire.streams import RAW, TOTALS


@dataclass(frozen=True, slots=True)
class Totals:
    """Entries ever published, and how many of them ended in which way."""

    published: int
    stored: int
    duplicates: int
    deleted: int
    dead: int


@dataclass(frozen=True, slots=True)
class Status:
    """All there is to say of one pipeline, in the shape of `--json`. `prefix` is that of its keys."""

    prefix: str
    stages: list[Backlog]
    totals: Totals


def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a pipeline, for machines.")] = False,
) -> None:
    """Show what is waiting, and what became of everything else.

    Waiting: entries that no worker has taken yet. In hand: taken, and not done. Oldest: the age of the oldest of
    both, in seconds.

    \b
    Examples:
      dateline status
      watch -n 2 dateline status
      dateline status --json | jq '.stages[].lag'
    """
    for prefix in Settings().prefixes:
        now = asyncio.run(_ask(prefix))
        if as_json:
            typer.echo(pydantic_core.to_json(asdict(now)))
        else:
            _print(now)


async def _ask(prefix: str) -> Status:
    async with connect(redis_address(), prefix) as redis:
        return await status_of(redis, prefix)


async def status_of(redis: Redis, prefix: str = "") -> Status:
    """The status of the pipeline on this Redis, which must be of version 7 or later."""
    counts = await redis.hmget(prefix + TOTALS, ["replayed.ingest", "stored", "duplicates", "deleted", "dead"])
    replayed, *ends = (int(count or 0) for count in counts)
    published = await _published(redis, prefix + RAW)
    return Status(prefix, await backlogs(redis, prefix), Totals(max(published - replayed, 0), *ends))


async def _published(redis: Redis, stream: str) -> int:
    """Entries ever added to the raw stream, those trimmed since and those replayed too."""
    try:
        return (await redis.xinfo_stream(stream))["entries-added"]
    except ResponseError as error:
        if "no such key" in str(error):
            return 0
        raise


def _print(now: Status) -> None:
    table = Table(box=SIMPLE)
    for title in ("service", "reads", "length", "waiting", "in hand", "oldest", "workers"):
        table.add_column(title, justify="left" if title in ("service", "reads") else "right")
    for stage in now.stages:
        oldest = "-" if stage.oldest is None else f"{stage.oldest:,.1f} s"
        numbers = (f"{number:,}" for number in (stage.length, stage.lag, stage.pending))
        table.add_row(stage.service, now.prefix + stage.stream, *numbers, oldest, f"{stage.consumers:,}")
    console = printer()
    print_whole(console, table, unbroken=("reads", "service", "length", "waiting", "oldest", "workers"))
    console.print("  ".join(f"{name} {count:,}" for name, count in asdict(now.totals).items()))
