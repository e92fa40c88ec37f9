"""The options by which `search` and `timeline` choose articles."""

from typing import Annotated

import typer

from services.console.entity import unknown
from services.console.period import period
from services.console.refusal import Refusal
from services.console.unicode_text import unicode_text
from services.store.protocol import ArticleStore
from services.store.search.query import Query, UnusableQuery, parse
from services.store.search.wanted import Wanted

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[WORDS]", help='Words, "phrases", beginnings* and -exclusions: in quotation marks, or after --.'
    ),
]
Entities = Annotated[
    list[str] | None, typer.Option("--entity", metavar="NAME", help="Only what names it; given twice, both.")
]
PlaceName = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Only what names a place of that name, or one inside it.")
]
On = Annotated[str | None, typer.Option("--on", metavar="D", help="Only what has a date in this year, month or day.")]
From = Annotated[str | None, typer.Option("--from", metavar="D", help="Only what has a date in it or later.")]
To = Annotated[str | None, typer.Option("--to", metavar="D", help="Only what has a date in it or earlier.")]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="S", callback=unicode_text, help="Only what this source published."),
]


def query_of(words: list[str] | None) -> Query | None:
    """What the words look for; None if there are none. Raises typer.BadParameter if nothing can be looked for."""
    try:
        return parse(" ".join(words)) if words else None
    except UnusableQuery as error:
        raise typer.BadParameter(str(error), param_hint="WORDS") from error


def wanted_of(
    *,
    entities: list[str] | None,
    place: str | None,
    on: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
) -> Wanted:
    """What the options choose. Raises typer.BadParameter and Refusal."""
    if on is not None and (since is not None or until is not None):
        raise typer.BadParameter("give either --on, or --from and --to", param_hint="--on")
    whole, first, last = (_period(*each) for each in ((on, "--on"), (since, "--from"), (until, "--to")))
    begin, end_before = whole[0] or first[0], whole[1] or last[1]
    if begin and end_before and begin >= end_before:
        raise typer.BadParameter(f"{until} is before {since}", param_hint="--to")
    area = None
    if place is not None:
        from services.console.area import area_of  # noqa: PLC0415 - only those who ask for places need the gazetteer

        area = area_of(place)
    return Wanted(entities or (), area, begin, end_before, source)


def check_names(store: ArticleStore, wanted: Wanted) -> None:
    """Where nothing was found: raise Refusal if that is because no article at all names one of the entities."""
    for name in wanted.entities:
        found = store.find(name, None, 1)
        if not found.dossiers:
            raise Refusal(unknown(name, None, found), code=1)


def _period(text: str | None, option: str) -> tuple[str | None, str | None]:
    try:
        return period(text) if text is not None else (None, None)
    except ValueError:
        problem = f"{text!r} is no year, month or day such as 2012-12-29"
        raise typer.BadParameter(problem, param_hint=option) from None
