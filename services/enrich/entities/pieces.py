"""Spans that hold more than one name, cut into them, and spans that end inside of one, drawn out."""

import re
from collections.abc import Iterator

from services.enrich.entities.recogniser import Span

_CUT = re.compile(r"\s+[-–—]+\s+|\n")
_ACRONYM = re.compile(r" \(([A-Z][A-Za-z.&]{0,6}[A-Z])\)")
_PARTICLE = r"(?:von|van|der|den|ter|de|del|della|di|da|dos|du|bin|ibn|bint)"
_DANGLING = re.compile(rf"\s{_PARTICLE}$")
_SURNAME = re.compile(r" (?:al-|el-)?[A-Z][\w'’-]+")
_SURNAME_WITH_PARTICLE = re.compile(rf"(?: {_PARTICLE}){{1,2}} (?:al-)?[A-Z][\w'’-]+")


def pieces(text: str, span: Span) -> Iterator[Span]:
    """The names in a span: without what stands behind a dash, a line end or an open bracket, and each of those alone.

    A person's name that stops at a particle (`Ursula von der`) takes in the word behind it. An acronym in brackets
    behind a name is a piece, too.
    """
    start = span.start
    for cut in [*_CUT.finditer(text, span.start, span.end), None]:
        piece = span._replace(start=start, end=cut.start() if cut else span.end)
        yield from _closed(text, _whole(text, piece) if piece.label == "PERSON" and not cut else piece)
        if cut:
            start = cut.end()


def _whole(text: str, person: Span) -> Span:
    dangling = _DANGLING.search(text[person.start : person.end])
    rest = (_SURNAME if dangling else _SURNAME_WITH_PARTICLE).match(text, person.end)
    return person._replace(end=rest.end()) if rest else person


def _closed(text: str, span: Span) -> Iterator[Span]:
    bracket = text.find(" (", span.start, span.end)
    if bracket >= 0 and text.find(")", bracket, span.end) < 0:
        span = span._replace(end=bracket)
    yield span
    if acronym := _ACRONYM.match(text, span.end):
        yield Span(*acronym.span(1), span.label)
