"""What changed from one revision of an article to another, word by word, as `git diff --word-diff` shows it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rich.text import Text

from services.console.counted import counted
from services.console.terminal_text import one_line, printable
from services.wire.messages import EnrichedArticle

_FIELDS = ("url", "source", "byline", "published", "language")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LEAST_ALIKE = 0.4
"""Share of words that two passages must have in common to be compared word by word."""
_MOST_PAIRS = 10_000_000
"""Pairs of words up to which that takes a moment only; beyond, passages are shown whole.

SequenceMatcher's autojunk is left on: without it, texts that repeat few words take time with the cube of their length.
"""


def difference(old: EnrichedArticle, new: EnrichedArticle) -> Text:
    """The text of `new`, with `[-what went-]` and `{+what came+}`; above it other fields that changed, likewise."""
    shown = Text()
    for name in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            shown.append_text(
                Text.assemble(f"{name} ", *_replaced(one_line(before or ""), one_line(after or "")), "\n")
            )
    for part in _passages(_paragraphs(old), _paragraphs(new)):
        shown.append_text(part).append("\n")
    return shown


Part = tuple[str, str]
"""Some text and its style."""


def _paragraphs(article: EnrichedArticle) -> list[str]:
    return [line for line in printable(article.text).split("\n") if line.strip()]


def _passages(old: Sequence[str], new: Sequence[str]) -> Iterator[Text]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            yield Text(f"… {counted(b - a, 'paragraph')} as before", style="dim")
        else:
            yield Text.assemble(*_compared("\n".join(old[a:b]), "\n".join(new[c:d])))


def _compared(old: str, new: str) -> Iterator[Part]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    words = SequenceMatcher(None, before, after)
    if len(before) * len(after) > _MOST_PAIRS or _alike(words, before, after) < _LEAST_ALIKE:
        yield from _replaced(old, new)
        return
    for kind, a, b, c, d in words.get_opcodes():
        if kind == "equal":
            yield "".join(after[c:d]), ""
        else:
            yield from _replaced("".join(before[a:b]), "".join(after[c:d]))


def _alike(words: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> float:
    """What share of the words the two have in common; spaces are no words."""
    common = [word for at, _, size in words.get_matching_blocks() for word in before[at : at + size]]
    number, of = (sum(not word.isspace() for word in each) for each in (common, [*before, *after]))
    return 2 * number / max(of, 1)


def _replaced(old: str, new: str) -> Iterator[Part]:
    if old:
        yield f"[-{old}-]", "red"
    if new:
        yield f"{{+{new}+}}", "green"
