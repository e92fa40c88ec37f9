"""A snippet of an article as it is printed."""

from rich.text import Text

from services.console.terminal_text import printable
from services.store.search.snippet import Snippet

_MARK = "bold underline"


def snippet_text(snippet: Snippet) -> Text:
    """The snippet safe to print, its marks underlined."""
    text = Text(printable(snippet.text))
    for begin, end in snippet.marks:
        text.stylize(_MARK, begin, end)
    return text


def quoted_text(snippet: Snippet) -> Text:
    """The same for where there are no styles: its marks in «quotation marks»."""
    pieces = snippet_text(snippet).divide([offset for mark in snippet.marks for offset in mark])
    return Text().join(Text(f"«{piece}»") if number % 2 else piece for number, piece in enumerate(pieces))


def fitted_text(snippet: Snippet, width: int) -> Text:
    """As much of the snippet as fits, the first mark within it."""
    text = snippet_text(snippet)
    begin, end = snippet.marks[0] if snippet.marks else (0, 0)
    if text[:end].cell_len > width - 2:
        near = max(0, begin - width // 3)
        text = Text("… ").append_text(text[text.plain.find(" ", near, begin) + 1 or near :])
    text.truncate(max(width, 0), overflow="ellipsis")
    return text if width > 0 else Text()
