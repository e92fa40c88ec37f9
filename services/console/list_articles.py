"""The command `list`: what is stored, one article a line."""

import sys
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.console import list_stories
from services.console.printing import moment, print_whole, printer
from services.console.terminal_text import one_line
from services.store.connect import open_store
from services.store.settings import StoreSettings
from services.wire.messages import EnrichedArticle

SCREENFUL = 50


def list_articles(
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=f"Only the newest N. Default: {SCREENFUL} on a terminal, all when piped."
        ),
    ] = None,
    stories: Annotated[
        bool, typer.Option("--stories", help="Each story once: the same report in all the papers that carry it.")
    ] = False,
) -> None:
    """List the stored articles, the latest revision of each, in order of publication.

    A table on a terminal; when piped, lines of id, publication date, headline, number of entities and number of
    dates, separated by tabs. With --stories, in the order in which they began: number of the story, number of articles,
    day of the first, sources, and each different headline. Reads the database alone; Redis need not run.

    \b
    Example:
      dateline list --limit 20
      dateline list | cut -f 3
      dateline list --stories | awk -F '\\t' '$2 > 1'
    """
    store = open_store(StoreSettings().database())
    if stories and sys.stdout.isatty():
        list_stories.print_table(printer(), store.stories(limit or SCREENFUL), limit or SCREENFUL)
    elif stories:
        for story in store.stories(limit):
            print("\t".join(list_stories.cells(story)))
    elif sys.stdout.isatty():
        _print_table(printer(), store.articles(limit or SCREENFUL), store.count())
    else:
        for article in store.articles(limit):
            print("\t".join(_cells(article)))


def _print_table(console: Console, articles: Iterable[EnrichedArticle], count: int) -> None:
    table = Table("Id", "Published", "Headline")
    table.add_column("Entities", justify="right")
    table.add_column("Dates", justify="right")
    for article in articles:
        id, published, *others = _cells(article)
        table.add_row(Text(id), moment(console, published), *map(Text, others))
    shown = table.row_count
    print_whole(console, table, unbroken=("Id", "Published", "Dates", "Entities"))
    console.print(f"{count} stored" if shown == count else f"the newest {shown} of {count}; more with --limit N")


def _cells(article: EnrichedArticle) -> tuple[str, ...]:
    headline = article.headline or article.text[:80]
    counts = (len(article.entities), len(article.dates))
    return (*(one_line(value) for value in (article.id, article.published, headline)), *(str(n) for n in counts))
