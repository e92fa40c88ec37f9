"""The command `trace`: how one article came to be stored, stage by stage, as its record tells it."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from services.console.article_id import ArticleId, article_meant
from services.console.printing import print_whole, printer
from services.console.refusal import Refusal
from services.console.summary import print_title
from services.console.terminal_text import one_line
from services.store.connect import open_store
from services.store.settings import StoreSettings
from services.store.way import Way
from services.wire.delivery.entry import Entry
from services.wire.messages.trail import Step
from services.wire.streams import INPUT

_APART = 10
"""Milliseconds by which a clock must be behind that of Redis to be worth words."""


def trace(
    id: ArticleId,
    revision: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=2**63 - 1, help="This revision rather than the latest.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, for machines.")] = False,
) -> None:
    """Show the way of a stored article: which worker of each stage had it, how long it waited and was worked on.

    Waited: from its being added to the stream of the stage (by the clock of Redis) until it was taken in hand (by that
    of the worker). Worked: from then until the message to the next stage was ready, for all that were worked on
    together. Store's work ends with its commit, which the record can't time: duration_ms in the log does.

    Reads the database alone; Redis need not run. Exit code 1 if there is no such article, or its way was not noted.

    \b
    Example:
      dateline trace 2810
      dateline trace 2810 --json | jq -r '.steps[].worker'
    """
    store = open_store(StoreSettings().database())
    article = article_meant(store, id, revision)
    way = store.way(article.id, article.revision)
    if not way:
        told = f"{one_line(article.id)} was stored by a Dateline that noted no ways: nothing is known of its own"
        raise Refusal(f"article {told}", code=1)
    if as_json:
        steps = [step._asdict() for step in way.steps]
        print(json.dumps({"id": article.id, "revision": article.revision, "trace_id": way.trace_id, "steps": steps}))
        return
    console = printer()
    print_title(console, article)
    ids = one_line(f"id {article.id} · trace {way.trace_id}")
    console.print(Text(f"  {ids}", style="dim"), soft_wrap=True)
    console.print()
    print_whole(console, _table(way), unbroken=("Entry", "Stage", "Worked", "Waited"))
    console.print()
    for note in _notes(way):
        console.print(Text(note))


def _table(way: Way) -> Table:
    table = Table("Stage", "Worker", "Entry", box=None, padding=(0, 1, 0, 0), header_style="bold")
    for title in ("Waited", "Worked", "Together", "Deliveries"):
        table.add_column(title, justify="right")
    for step in way.steps:
        worked = "until commit" if step.done is None else _length(step.done - step.begun)
        numbers = (_length(waited(step)), worked, f"{step.together:,}", f"{step.deliveries:,}")
        table.add_row(*(Text(one_line(cell)) for cell in (step.stage, step.worker, step.entry, *numbers)))
    return table


def _notes(way: Way) -> Iterator[str]:
    """What the table does not say."""
    if missing := [stage for stage in INPUT if stage not in {step.stage for step in way.steps}]:
        yield f"Not noted: {', '.join(missing)}. The record was enriched again, or a worker was of an older version."
    if way.steps:
        first, last = way.steps[0], way.steps[-1]
        length = _length(max(last.begun - _added(first), 0))
        added = Entry(first.entry, {}).added.isoformat(" ", "milliseconds").removesuffix("+00:00")
        stages = one_line(f"Added to the stream of {first.stage} at {added} UTC, in the hands of {last.stage}")
        yield f"{stages} {length} later."
    for step in way.steps:
        if (behind := _added(step) - step.begun) >= _APART:
            yield f"The clock of {one_line(step.worker)} was at least {_length(behind)} behind that of Redis."


def waited(step: Step) -> int:
    """Milliseconds that an entry waited to be taken in hand: none where the two clocks say less."""
    return max(step.begun - _added(step), 0)


def _added(step: Step) -> int:
    return round(Entry(step.entry, {}).added.timestamp() * 1000)


def _length(milliseconds: int) -> str:
    return f"{milliseconds:,} ms" if milliseconds < 10_000 else f"{milliseconds / 1000:,.1f} s"
