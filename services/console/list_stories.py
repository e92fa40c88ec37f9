"""What `list --stories` prints: each report once, with the papers that carry it."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.console.printing import print_whole
from services.console.terminal_text import one_line
from services.store.story_reading import Story


def print_table(console: Console, stories: Iterable[Story], limit: int) -> None:
    """Print a row for each story: its number, articles, sources and the different headlines."""
    table = Table("Story")
    table.add_column("Articles", justify="right")
    for heading in ("Published", "Sources", "Headlines"):
        table.add_column(heading)
    for story in stories:
        number, articles, published, sources, *headlines = cells(story)
        table.add_row(number, articles, *map(Text, (published, sources, "\n".join(headlines))))
    print_whole(console, table, unbroken=("Story", "Published", "Articles"))
    if table.row_count == limit:
        console.print(f"the newest {limit}; more with --limit N")


def cells(story: Story) -> list[str]:
    """Number, how many articles, the day of the first, sources, then each different headline, by publication."""
    sources = dict.fromkeys(one_line(copy.source) for copy in story.articles if copy.source)
    headlines = dict.fromkeys(one_line(copy.headline) for copy in story.articles)
    first = story.articles[0].published[:10]
    return [str(story.number), str(len(story.articles)), first, ", ".join(sources), *headlines]
