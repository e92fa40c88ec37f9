"""The command `entity`: one person, organisation or place in all articles."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from services.console.counted import counted
from services.console.marked_text import colour
from services.console.printing import printer
from services.console.refusal import Refusal
from services.console.terminal_text import one_line
from services.store.connect import open_store
from services.store.entities import Dossier, Found, NamedEntity
from services.store.settings import StoreSettings
from services.wire.messages import Place


def entity(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name; case, accents, full stops and hyphens aside.")],
    label: Annotated[
        str | None, typer.Option(metavar="L", help="Only what has this label: PERSON, ORG, GPE, ...")
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=1_000_000, help="At most so many articles, and entities beside it.")
    ] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each entity, one a line.")] = False,
) -> None:
    """List the articles that name an entity, the newest first, and what most of them name beside it.

    Things of one name with different labels or places are shown apart, then others with a name like it. Of each article
    the latest revision counts. Reads the database alone; Redis need not run. Exit code 1 if no article names it.

    \b
    Example:
      dateline entity 'Sergei Lavrov'
      dateline entity Moscow --label GPE --json | jq -r '.newest[].id'
    """
    if label is not None and not label.isascii():
        raise typer.BadParameter("must be a label such as PERSON, ORG or GPE", param_hint="--label")
    found = open_store(StoreSettings().database()).find(name, label and label.upper(), limit)
    if not found.dossiers:
        raise Refusal(unknown(name, label, found), code=1)
    if as_json:
        for dossier in found.dossiers:
            print(json.dumps(_record(dossier), ensure_ascii=False, default=Place.model_dump))
    else:
        _print(printer(), found, limit)


def unknown(name: str, label: str | None, found: Found) -> str:
    """That no article names it, and what it may be that is meant."""
    what = f"{one_line(name)!r}" + (f" with the label {one_line(label)}" if label else "")
    nearest = f"the nearest are {_listed(found.others)}" if found.others else "see dateline list"
    return f"no stored article names {what}: {nearest}"


def _record(dossier: Dossier) -> dict[str, Any]:  # JSON's values, so Any
    values = asdict(dossier)
    return values.pop("entity") | values


def _print(console: Console, found: Found, limit: int) -> None:
    for dossier in found.dossiers:
        _print_dossier(console, dossier, limit)
    if found.others:
        console.print(Text(f"Names like it: {_listed(found.others)}"))


def _print_dossier(console: Console, dossier: Dossier, limit: int) -> None:
    entity = dossier.entity
    console.print(Text.assemble((_name(entity), "bold"), "  ", (one_line(entity.label), colour(entity.label))))
    number = counted(entity.articles, "article")
    dates = dossier.first if dossier.first == dossier.last else f"{dossier.first} to {dossier.last}"
    more = f"; the newest {limit} (more with --limit N)" if entity.articles > limit else ""
    console.print(Text(f"{number}, published {dates}{more}\n", style="dim"))
    for article in dossier.newest:
        console.print(Text(f"  {one_line(article.id)}  {article.published[:10]}  {one_line(article.headline)}"))
    console.print()
    if dossier.beside:
        console.print(Text("Beside it, in how many of them", style="dim"))
    for other in dossier.beside:
        label = (f"{one_line(other.label):<11} ", colour(other.label))
        console.print(Text.assemble(f"  {other.articles:>6,}  ", label, _name(other)))
    if dossier.beside:
        console.print()


def _listed(entities: Iterable[NamedEntity]) -> str:
    return ", ".join(f"{_name(each)} ({one_line(each.label)}, {each.articles:,})" for each in entities)


def _name(entity: NamedEntity) -> str:
    """Its name, with what tells its place from others of that name."""
    if not (place := entity.place):
        return one_line(entity.name)
    where = ", ".join(one_line(part) for part in (place.admin1, place.country) if part)
    return f"{one_line(entity.name)} [{where}{'; ' if where else ''}GeoNames {place.geonames}]"
