"""The command `timeline`: what stored articles say happens when, as a chart."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from services.console.marked_text import DATE_COLOUR
from services.console.printing import printer
from services.console.refusal import Refusal
from services.console.search_options import (
    Entities,
    From,
    On,
    PlaceName,
    Source,
    To,
    Words,
    check_names,
    query_of,
    wanted_of,
)
from services.console.snippet_text import fitted_text
from services.store.connect import open_store
from services.store.search.periods import Unit
from services.store.search.timeline import Period, Timeline
from services.store.settings import StoreSettings

_BAR = 14
"""Characters of the longest bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def timeline(
    words: Words = None,
    *,
    entity: Entities = None,
    place: PlaceName = None,
    on: On = None,
    since: From = None,
    until: To = None,
    source: Source = None,
    by: Annotated[
        Unit | None,
        typer.Option(help="Gather dates by it. Default: the smallest that needs no more than --limit lines."),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=10_000, help="At most so many periods.")] = 40,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each period, one a line.")] = False,
) -> None:
    """Show what is said to happen when: how many dates lie in each period, and what the newest article says of it.

    With --entity, those within 200 characters of one of its mentions; with --on, --from or --to, those that overlap it.
    What is longer than the unit has a line of its own, ahead of its parts; periods without dates have none. Reads the
    database alone; Redis need not run. Exit code 1 if there is no such date.

    \b
    Example:
      dateline timeline --entity 'Sergei Lavrov' --by month
      dateline timeline talks --place Russia --from 2012
    """
    query = query_of(words)
    wanted = wanted_of(entities=entity, place=place, on=on, since=since, until=until, source=source)
    store = open_store(StoreSettings().database())
    found = store.timeline(query, wanted, by, limit)
    if not found.periods:
        check_names(store, wanted)
        raise Refusal("no stored article has such a date", code=1)
    if as_json:
        for period in found.periods:
            print(json.dumps(_record(period), ensure_ascii=False))
    else:
        _print(printer(), found)


def _record(period: Period) -> dict[str, Any]:  # JSON's values, so Any
    said = period.said
    snippet = {"snippet": said.snippet.text, "marks": said.snippet.marks}
    article = {"id": said.id, "published": said.published, "headline": said.headline}
    return {"period": period.period, "dates": period.dates} | article | snippet


def _print(console: Console, timeline: Timeline) -> None:
    for line in chart(timeline.periods, console.width):
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    if timeline.left_out:
        console.print(
            Text(f"Periods with fewer dates, left out: {timeline.left_out:,}; more with --limit N", style="dim")
        )


def chart(periods: Sequence[Period], width: int) -> list[Text]:
    """A line for each period: its name, a bar and the number of its dates, what is said of it, as far as that fits."""
    names = max(len(period.period) for period in periods)
    most = max(period.dates for period in periods)
    numbers = len(f"{most:,}")
    room = max(0, width - names - _BAR - numbers - 5)
    return [
        Text.assemble(
            (f"{period.period:<{names}} ", "bold"),
            (f"{bar(period.dates, most):<{_BAR}} ", DATE_COLOUR),
            f"{period.dates:>{numbers},}  ",
            fitted_text(period.said.snippet, room),
        )
        for period in periods
    ]


def bar(part: int, whole: int) -> str:
    """A bar of at most 14 characters, in eighths of one; a part that is not 0 has one at least."""
    eighths = max(round(part / whole * _BAR * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
