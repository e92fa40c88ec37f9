"""What the few words between two names say of where one place lies as seen from the other."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Pair = tuple[int, int]
"""Numbers of two entities."""
Occurrence = tuple[int, int, int]
"""Start, end and number of the entity that is named there."""

_FURTHEST = 40  # characters between two names that are read together
_DIRECTION = r"(?:(?:north|south|east|west|central|upper|lower)\S* )?"
_KIND = r"(?:city|town|village|suburb|capital|port|state|province|region|district|county|prefecture|governorate)"
_COMMA = re.compile(r"(?:,\s+|\s+\(|/|\s+[-–—]\s+)(?:in |near )?")
_IN = re.compile(rf",? (?:an? (?:\w+ )?{_KIND} )?(?:in|of) (?:the )?{_DIRECTION}(?:{_KIND} of )?")
_OWNED = re.compile(rf"(?:['’]s?)? (?:\w+ )?(?:{_KIND},?(?: {_KIND})?(?: of)? )?")
_BESIDE = re.compile(r",? (?:near|outside(?: of)?|\w*(?:north|south|east|west) of|and|or|to) ")
_JOINED = frozenset({" and ", ", ", " or ", ", and "})


@dataclass
class Relations:
    """How often a text says that one entity lies in another, surely or perhaps, or beside it."""

    within: defaultdict[Pair, float] = field(default_factory=lambda: defaultdict[Pair, float](float))
    """Inner and outer entity -> weight. `Paris, Texas` and `Paris in Texas` count 1 each."""
    stated: set[Pair] = field(default_factory=set[Pair])
    """Those in `within` that words tell, not a comma, which may as well stand in a list."""
    beside: set[Pair] = field(default_factory=set[Pair])
    """Both ways round."""


def relations(text: str, occurrences: Sequence[Occurrence]) -> Relations:
    """The relations of the entities named in a text. Occurrences come in order."""
    found = Relations()
    for at, (first, second) in enumerate(pairwise(occurrences)):
        between = _between(text, first, second)
        one, other = first[2], second[2]
        if between is None or one == other:
            continue
        if _COMMA.fullmatch(between):
            found.within[one, other] += 1
            before = occurrences[at - 1] if at else None
            if before and before[2] != other and _between(text, before, first) in _JOINED:
                found.within[before[2], other] += 0.4
        elif _IN.fullmatch(between):
            found.within[one, other] += 1
            found.stated.add((one, other))
        elif _BESIDE.fullmatch(between):
            found.beside |= {(one, other), (other, one)}
        elif between == " ":
            found.within[one, other] += 0.5
            found.within[other, one] += 0.5
        elif _OWNED.fullmatch(between):
            found.within[other, one] += 1
            found.stated.add((other, one))
    for one, other in list(found.within):
        found.beside |= {(one, other), (other, one)}
    return found


def _between(text: str, first: Occurrence, second: Occurrence) -> str | None:
    """What stands between two names that follow one another closely."""
    gap = second[0] - first[1]
    return text[first[1] : second[0]] if 0 < gap <= _FURTHEST else None
