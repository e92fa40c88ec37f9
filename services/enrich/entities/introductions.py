"""Acronyms introduced in brackets: `the Syrian Observatory for Human Rights (SOHR)`.

The long name is what the letters spell, read backwards from the bracket (Schwartz and Hearst 2003, "A simple algorithm
for identifying abbreviation definitions in biomedical text"), so it also tells where a name begins that a model cut.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from services.enrich.entities.overlaps import added, overlapping
from services.enrich.entities.trim import Name
from services.enrich.names.synonyms import SYNONYMS
from services.enrich.names.words import acronym

Pair = tuple[Name, Name]
"""A long name and the acronym in brackets behind it."""

_BRACKETS = re.compile(r"[ \u00a0]\((?:the )?([A-Z][\w.]{1,11})\)")
_CAPITALS = re.compile(r"\b[A-Z][\w.]*\w\b")
_BREAK = re.compile(r"(?:(?<![.\s][A-Z])\.|[!?;:,\"“”])\s|[\n()]")
_LONGEST = 120  # characters of a long name
_FOREIGN = 3  # letters of an acronym that may be one in another language
_NO_ORGANISATION = frozenset({"PERSON", "GPE", "LOC", "NORP"})


def introductions(text: str, names: Sequence[Name]) -> list[Pair]:
    """What is introduced in a text, in order. So come `names`, those known in it."""
    pairs: list[Pair] = []
    foreign: dict[str, list[Pair]] = {}
    begin = 0
    for match in _BRACKETS.finditer(text):
        if letters := acronym(match[1]):
            known = overlapping(names, *match.span(1))
            before = _before(names, match.start())
            if long := _spelled(text, names, letters, max(begin, match.start() - _LONGEST), match.start()):
                pairs.append((long, _short(match, known, long)))
            elif before and before.start >= begin and _may_be_foreign(letters, before, known):
                foreign.setdefault(letters, []).append((before, _short(match, known, before)))
        begin = match.end()
    # what stands behind several names is no name of theirs: (GER), (Reuters)
    alone = (same[0] for same in foreign.values() if len({long.text for long, _ in same}) == 1)
    return sorted([*pairs, *alone], key=lambda pair: pair[0].start)


def with_introduced(text: str, names: Sequence[Name], pairs: Sequence[Pair]) -> list[Name]:
    """The names of a text in order, with those introduced, and each acronym wherever it stands."""
    known = added(list(chain.from_iterable(pairs)), names)
    labels = {short.text: long.label for long, short in pairs}
    return added(known, _wherever(text, labels)) if pairs else known


def _wherever(text: str, labels: dict[str, str]) -> Iterator[Name]:
    for match in _CAPITALS.finditer(text):
        if match[0] in labels:
            yield Name(*match.span(), match[0], labels[match[0]])


def _spelled(text: str, names: Sequence[Name], letters: str, begin: int, end: int) -> Name | None:
    """The name that ends at `end` and whose words the letters spell."""
    begin = max((match.end() for match in _BREAK.finditer(text, begin, end)), default=begin)
    start = _start(text, letters, begin, end)
    if start is None or not text[start].isupper() or not 1 < len(text[start:end].split()) <= 2 * len(letters):
        return None
    known = overlapping(names, start, end)
    if not known:
        return None
    if begin <= known[0].start and known[-1].end <= end:
        start = min(start, known[0].start)
    label = next((name.label for name in known if name.label not in _NO_ORGANISATION), "ORG")
    return Name(start, end, text[start:end], label)


def _start(text: str, letters: str, begin: int, end: int) -> int | None:
    """Where the shortest name begins that ends at `end`, has all the letters in order, and the first as a word's."""
    at = end
    for number, letter in zip(range(len(letters) - 1, -1, -1), reversed(letters), strict=True):
        at -= 1
        while at >= begin and (text[at].lower() != letter or (number == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
    return at if at >= begin else None


def _before(names: Sequence[Name], end: int) -> Name | None:
    return next((name for name in overlapping(names, end - 1, end) if name.end == end), None)


def _may_be_foreign(letters: str, long: Name, known: Sequence[Name]) -> bool:
    if len(letters) < _FOREIGN or (letters,) in SYNONYMS or " " not in long.text:
        return False
    return long.label == "ORG" and not any(name.label in _NO_ORGANISATION for name in known)


def _short(match: re.Match[str], known: Iterable[Name], long: Name) -> Name:
    same = (name for name in known if (name.start, name.end) == match.span(1))
    return next(same, Name(*match.span(1), match[1], long.label))
