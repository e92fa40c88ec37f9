"""The piece of an article that shows why it was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.store.search.query import Phrase, Query
from services.store.search.words import located
from services.wire.messages import body_of

_SIZE = 200
"""Characters of a snippet."""
_BEFORE = 60
"""Characters of it ahead of the first word that was looked for."""
_READ = 100_000
"""Characters of a text that are looked through."""

_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, and where in it the words are that were looked for: half-open, in order.

    White space of any kind, however much of it, is one space.
    """

    text: str
    marks: tuple[Span, ...]


def snippet(headline: str | None, text: str, query: Query | None) -> Snippet:
    """The piece of the text, after its headline, in which most of the phrases are; where none is, its beginning."""
    body = _folded(body_of(headline, text).lstrip()[:_READ]).rstrip()
    found = sorted(_found(body, query.wanted)) if query else []
    begin = _best(found)
    first = _word_begin(body, max(0, begin - _BEFORE)) if begin > _SIZE // 2 else 0
    last = _word_end(body, first + _SIZE)
    inside = [(at, end) for at, end, _ in found if first <= at and end <= last]
    piece = f"{'… ' if first else ''}{body[first:last]}{' …' if last < len(body) else ''}"
    shift = (2 if first else 0) - first
    return Snippet(piece, tuple((at + shift, end + shift) for at, end in _joined(inside)))


def around(text: str, start: int, end: int) -> Snippet:
    """What is said with these characters of the text: the sentence before them as far as it fits, and what follows.

    What is left out of a sentence before, or of the paragraph after, has the mark that `snippet` gives it.
    """
    paragraph = text.rfind("\n", 0, start) + 1
    near = max(paragraph, start - _SIZE // 2)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, near, start)]
    first = ends[-1] if ends else near if near == paragraph else min(_word_begin(text, near), start)
    below = text.find("\n", end)
    paragraph_end = len(text) if below < 0 else below
    last = min(_word_end(text, end + _SIZE // 2), paragraph_end)
    before, mark, after = map(_folded, (text[first:start], text[start:end], text[end:last]))
    before = f"{'… ' if not ends and text[paragraph:first].strip() else ''}{before.lstrip()}"
    piece = f"{before}{mark}{after}".rstrip() + (" …" if text[last:paragraph_end].strip() else "")
    return Snippet(piece, ((len(before), len(before) + len(mark)),) if mark else ())


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text)


def _found(text: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Where the phrases stand in the text: begin, end, number of the phrase."""
    places = list(located(text))
    words = [word for _, _, word in places]
    for number, phrase in enumerate(phrases):
        *whole, last = phrase.words
        for index in range(len(words) - len(whole)):
            end = index + len(whole)
            fits = words[end].startswith(last) if phrase.open else words[end] == last
            if fits and words[index:end] == whole:
                yield places[index][0], places[end][1], number


def _best(found: Sequence[tuple[int, int, int]]) -> int:
    """Where the first piece with the most different phrases begins."""
    best, most, first = 0, 0, 0
    held: dict[int, int] = {}
    for begin, _, number in found:
        held[number] = held.get(number, 0) + 1
        while begin - found[first][0] > _SIZE - _BEFORE:
            gone = found[first][2]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            first += 1
        if len(held) > most:
            best, most = found[first][0], len(held)
    return best


def _joined(spans: Sequence[Span]) -> list[Span]:
    """The spans, those that overlap as one."""
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _word_begin(text: str, at: int) -> int:
    space = text.find(" ", at, at + _BEFORE)
    return at if space < 0 else space + 1


def _word_end(text: str, at: int) -> int:
    space = text.rfind(" ", at - _BEFORE, at)
    return len(text) if at >= len(text) else at if space < 0 else space
