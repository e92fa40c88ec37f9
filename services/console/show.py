"""The command `show`: one stored article, its text marked, and what was found in it."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from services.console.article_id import ArticleId, article_meant
from services.console.marked_text import DATE_COLOUR, colour, marked_text, value_of
from services.console.printing import print_whole, printer
from services.console.refusal import Refusal
from services.console.revision_diff import difference
from services.console.summary import by_label, print_title
from services.console.terminal_text import one_line
from services.store.connect import open_store
from services.store.protocol import ArticleStore
from services.store.settings import StoreSettings
from services.store.story_reading import Story
from services.wire.messages import EnrichedArticle, Place, Timex

_MOST_NAMED = 10
"""How many articles of the same story are named."""


def show(
    id: ArticleId,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each date how it was resolved.")] = False,
    revision: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=2**63 - 1, help="This revision rather than the latest.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changed since the revision before it.")] = False,
) -> None:
    """Show a stored article: its text with entities and dates marked, then both as tables.

    Reads the database alone; Redis need not run. Exit code 1 if there is no such article or revision.

    \b
    Example:
      dateline show 3f2a
      dateline show 3f2a --explain
      dateline show 3f2a --diff
    """
    store = open_store(StoreSettings().database())
    article = article_meant(store, id, revision)
    before = _before(store, article) if diff else None
    console = printer()
    print_title(console, article)
    for name, value in (("id", article.id), ("url", article.url)):
        if value:
            console.print(Text(f"  {name} {one_line(value)}", style="dim"), soft_wrap=True)
    if story := store.story(article.id):
        console.print(Text(f"  {_carried(story, article.id)}", style="dim"), soft_wrap=True)
    console.print()
    if before:
        console.print(Text(f"from revision {before.revision} to {article.revision}", style="dim"))
        console.print(difference(before, article))
        return
    console.print(marked_text(article))
    entities, dates = _entities(article), _dates(article, explain=explain)
    for table, unbroken in ((entities, ["Type"]), (dates, ["Begins", "Ends before", "Value"])):
        if table.row_count:
            console.print()
            print_whole(console, table, unbroken)


def _carried(story: Story, id: str) -> str:
    others = [copy for copy in story.articles if copy.id != id]
    named = ", ".join(
        one_line(f"{copy.id} ({copy.source})" if copy.source else copy.id) for copy in others[:_MOST_NAMED]
    )
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    return f"story {story.number}" + (f", also in {named}{more}" if others else "")


def _before(store: ArticleStore, article: EnrichedArticle) -> EnrichedArticle:
    earlier = [each for each in store.revisions(article.id) if each < article.revision]
    found = store.article(article.id, earlier[-1]) if earlier else None
    if not found:
        raise Refusal(
            f"article {one_line(article.id)} has no revision before {article.revision}: nothing to compare it with",
            code=1,
        )
    return found


def _entities(article: EnrichedArticle) -> Table:
    table = Table("Type", "Entity", "Place", "Mentions", title="Entities", title_justify="left")
    for label, entities in by_label(article.entities):
        for entity in entities:
            mentions = dict.fromkeys(one_line(mention.text) for mention in entity.mentions)
            table.add_row(
                Text(one_line(label)),
                Text(one_line(entity.name), style=colour(label)),
                Text(_place(entity.place) if entity.place else ""),
                Text(f"{len(entity.mentions)}: {', '.join(mentions)}"),
            )
    return table


def _place(place: Place) -> str:
    parts = dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part)
    return one_line(f"{', '.join(parts)} ({place.lat:.2f}, {place.lon:.2f})")


def _dates(article: EnrichedArticle, *, explain: bool) -> Table:
    table = Table("Expression", "Type", "Value", "Begins", "Ends before", title="Dates", title_justify="left")
    if explain:
        table.add_column("Resolved against")
        table.add_column("Rule")
    for date in article.dates:
        cells = [date.type, value_of(date), date.begin, date.end_before]
        if explain:
            cells += [_anchor(date, article), date.rule]
        table.add_row(Text(one_line(date.text), style=DATE_COLOUR), *(Text(one_line(cell or "")) for cell in cells))
    return table


def _anchor(date: Timex, article: EnrichedArticle) -> str:
    if date.anchor is None:
        return "itself" if date.value else ""
    if date.anchor == "publication":
        return f"publication, {article.published[:10]}"
    named = (f"{other.text!r}, {other.value}" for other in article.dates if other.start == date.anchor)
    return next(named, f"character {date.anchor}")
