"""One article in a few lines: what it is, who and where, and when."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from services.console.marked_text import DATE_COLOUR, colour, value_of
from services.console.terminal_text import one_line
from services.wire.messages import EnrichedArticle, Entity


def print_summary(console: Console, article: EnrichedArticle) -> None:
    """Print the headline, the publication date, the entities by type, and each date expression with its value."""
    print_title(console, article)
    for label, entities in by_label(article.entities):
        names = ", ".join(_name(entity) for entity in entities)
        console.print(Text.assemble(f"  {one_line(label):<12} ", (names, colour(label))))
    for date in article.dates:
        value = one_line(value_of(date)) if date.value else "no value"
        console.print(Text.assemble(f"  {date.type:<12} ", (one_line(date.text), DATE_COLOUR), " → ", value))


def _name(entity: Entity) -> str:
    """The name, and where it is if it is a place: `Peoria (Illinois, US)`."""
    place = entity.place
    parts = [part for part in (place.admin1, place.country) if part and part != entity.name] if place else []
    return one_line(f"{entity.name} ({', '.join(parts)})" if parts else entity.name)


def print_title(console: Console, article: EnrichedArticle) -> None:
    """Print what the article is: its headline, and below it when, where and by whom it was published."""
    headline = article.headline or article.text[:80]
    console.print(Text(one_line(headline) or "(no text)", style="bold"))
    origin = [article.source, article.byline, article.language, f"revision {article.revision}"]
    details = [f"published {article.published} ({article.published_from})", *(part for part in origin if part)]
    console.print(Text("  " + " · ".join(one_line(part) for part in details), style="dim"))


def by_label(entities: Iterable[Entity]) -> list[tuple[str, list[Entity]]]:
    """Entities under their labels, the labels in alphabetical order."""
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        groups.setdefault(entity.label, []).append(entity)
    return sorted(groups.items())
