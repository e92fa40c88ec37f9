"""An article's text with its entities and dates marked where they stand."""

from collections.abc import Iterator

from rich.text import Text

from services.console.terminal_text import one_line, printable
from services.wire.messages import EnrichedArticle, Timex

DATE_COLOUR = "yellow"
_COLOURS = {
    "PERSON": "green",
    "ORG": "cyan",
    "NORP": "cyan",
    "GPE": "magenta",
    "LOC": "magenta",
    "FAC": "magenta",
}
_OTHER_COLOUR = "blue"

Span = tuple[int, int, str, str]  # start, end, label, colour


def colour(label: str) -> str:
    """The colour of an OntoNotes label: people, groups, places and all else are told apart."""
    return _COLOURS.get(label, _OTHER_COLOUR)


def value_of(date: Timex) -> str:
    """The TIMEX3 value and its modifier, as far as there are any."""
    return " ".join(part for part in (date.value, date.mod) if part)


def marked_text(article: EnrichedArticle) -> Text:
    """The text, each mention and date underlined and followed by its label or value in brackets."""
    text = Text(printable(article.text))
    spans = sorted((span for span in _spans(article) if 0 <= span[0] < span[1] <= len(text)), key=lambda span: span[1])
    for start, end, _, style in spans:
        text.stylize(f"underline {style}", start, end)
    pieces = text.divide([end for _, end, _, _ in spans])
    marked = Text()
    for piece, span in zip(pieces, [*spans, None], strict=True):
        marked.append_text(piece)
        if span:
            marked.append(f"[{span[2]}]", f"dim {span[3]}")
    return marked


def _spans(article: EnrichedArticle) -> Iterator[Span]:
    for entity in article.entities:
        for mention in entity.mentions:
            yield mention.start, mention.end, one_line(entity.label), colour(entity.label)
    for date in article.dates:
        yield date.start, date.end, one_line(value_of(date) if date.value else date.type), DATE_COLOUR
