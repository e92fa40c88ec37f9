"""What a whole document tells about the names in it: the rules between a recogniser and the clusters."""

import re
from collections.abc import Iterable, Iterator, Sequence

from services.enrich.entities.datelines import find_datelines
from services.enrich.entities.everywhere import find_everywhere
from services.enrich.entities.kinds import find_kinds
from services.enrich.entities.nonames import is_no_name
from services.enrich.entities.pieces import pieces
from services.enrich.entities.recogniser import Span
from services.enrich.entities.tables import find_in_tables
from services.enrich.entities.trim import trim
from services.enrich.entities.types import Find, settle
from services.enrich.places.gazetteer import Place

_SMALL = re.compile(r"\b[^\W\d_A-Z]\w+")


def nowhere(name: str) -> Sequence[Place]:
    """A gazetteer that knows no place."""
    return ()


def refine(text: str, recased: str, spans: Iterable[Span], find: Find = nowhere) -> list[Span]:
    """The mentions of a text, in order and never overlapping, from the spans that a model found in it.

    `recased` is the text as the model read it. The time grows with the length of the text and hardly faster.
    """
    small = frozenset(_SMALL.findall(recased))
    sure = _first(
        _names(text, find_datelines(text), small),
        _names(text, find_in_tables(text), small),
        _names(recased, find_kinds(recased), small),
    )
    found = _first(sure, _names(recased, (piece for span in spans for piece in pieces(recased, span)), small))
    return settle(recased, find_everywhere(recased, found), frozenset(sure), find)


def _names(text: str, spans: Iterable[Span], small: frozenset[str]) -> Iterator[Span]:
    for span in spans:
        name = trim(text, span)
        if name and not is_no_name(name.text, name.text.lower() in small):
            yield Span(name.start, name.end, name.label)


def _first(*sources: Iterable[Span]) -> list[Span]:
    """The spans in order of place; of those that overlap, the one whose source comes first, in it the first."""
    kept: list[Span] = []
    for source in sources:
        merged: list[Span] = []
        end = at = 0
        for span in sorted(source):
            while at < len(kept) and kept[at].end <= span.start:
                at += 1
            if span.start >= end and (at == len(kept) or kept[at].start >= span.end):
                merged.append(span)
                end = span.end
        kept = sorted([*kept, *merged])
    return kept
