"""The command `search`: stored articles by their words, and by who, where and when."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.text import Text

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
from services.console.snippet_text import quoted_text, snippet_text
from services.console.terminal_text import one_line
from services.store.connect import open_store
from services.store.search.articles import Hit
from services.store.search.wanted import Wanted
from services.store.settings import StoreSettings


def search(
    words: Words = None,
    *,
    entity: Entities = None,
    place: PlaceName = None,
    on: On = None,
    since: From = None,
    until: To = None,
    source: Source = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1000, help="At most so many articles.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object for each article, one a line.")] = False,
) -> None:
    """Find stored articles: the best first by their words, the newest first without words.

    All words must be in the article; case and accents are set aside. Of each article the latest revision counts. Reads
    the database alone; Redis need not run. Exit code 1 if nothing is found.

    \b
    Example:
      dateline search 'storm "north coast" gust* -ferry'
      dateline search talks --entity 'Sergei Lavrov' --place Syria --on 2012-12
      dateline search --place Austria --json | jq -r .id
    """
    query = query_of(words)
    wanted = wanted_of(entities=entity, place=place, on=on, since=since, until=until, source=source)
    if not query and wanted == Wanted():
        raise typer.BadParameter("give words, or one of the options that choose articles", param_hint="WORDS")
    store = open_store(StoreSettings().database())
    hits = store.search(query, wanted, limit + 1)
    if not hits:
        check_names(store, wanted)
        raise Refusal("no stored article fits: try fewer or other words, or a beginning such as glacier*", code=1)
    if as_json:
        for hit in hits[:limit]:
            print(json.dumps(_record(hit), ensure_ascii=False))
    else:
        _print(hits[:limit], more=len(hits) > limit)


def _record(hit: Hit) -> dict[str, Any]:  # JSON's values, so Any
    return asdict(hit) | {"snippet": hit.snippet.text, "marks": hit.snippet.marks}


def _print(hits: Iterable[Hit], *, more: bool) -> None:
    console = printer()
    for hit in hits:
        origin = [hit.id, hit.published[:10], hit.source]
        console.print(Text(one_line(hit.headline or "(no headline)"), style="bold"))
        console.print(Text(f"  {' · '.join(one_line(part) for part in origin if part)}", style="dim"))
        if console.is_terminal:
            console.print(snippet_text(hit.snippet))
        else:
            console.print(quoted_text(hit.snippet))
        console.print()
    if more:
        console.print("There are more: --limit N", style="dim")
