"""Which texts are copies of one: cut, edited, re-headlined or added to, but the same report.

Two texts are compared by their shingles, all runs of four words. To find what is worth comparing among millions, each
has a MinHash signature (Broder 1997): of two texts, as large a part of the numbers is the same as of their shingles.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import cast

import rensa  # pyright: ignore[reportMissingTypeStubs]  # it has no types

READ = 20_000
"""Characters of a text that count: enough to know it again, and a bound to the work that one article can make."""

NUMBERS, _SEED = 16, 1
VERSION = 2
"""Of signatures: who changes the numbers above, shingles, or the version 2 of CMinHash raises this. Stores then make
those in the database anew when they start."""

_digests = cast(
    "Callable[[Sequence[frozenset[str]], int, int], list[list[int]]]",
    rensa.CMinHash.digests64_from_token_sets,  # pyright: ignore  # as above
)

_WORD = re.compile(r"\w+")
# A capital letter says nothing where a sentence may begin.
_DETAIL = re.compile(r"(?<=[\w,;] )[^\W\d_]\w*|\w*\d\w*")

_FEW = 20
"""Shingles below which a text says too little to be known by a part of it."""


class Text:
    """A text to compare with others. Only its first READ characters count."""

    def __init__(self, text: str) -> None:
        """What is needed of it is made when asked for."""
        self._text = text[:READ]

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Its runs of four words; case and all signs between words are set aside."""
        words = _WORD.findall(self._text.casefold())
        return frozenset(map(" ".join, zip(words, words[1:], words[2:], words[3:], strict=False)))

    @cached_property
    def details(self) -> frozenset[str]:
        """Its numbers and names, roughly: a report of something else, made to the same pattern, has others."""
        return frozenset(word.casefold() for word in _DETAIL.findall(self._text) if not word.islower())


def signatures(texts: Iterable[Text]) -> list[list[int]]:
    """The different numbers of each text's signature, of 32 bits with sign; none for a text of less than four words.

    A MinHash is the least of many numbers, so its high bits tell little: among a million texts, those of 32 bits would
    be shared by chance. These are the low half of 64.
    """
    shingles = [text.shingles for text in texts]
    return [
        sorted({(number & 0xFFFFFFFF) - 2**31 for number in digest}) if own else []
        for own, digest in zip(shingles, _digests(shingles, NUMBERS, _SEED), strict=True)
    ]


def alike(one: Text, other: Text) -> bool:
    """Whether two texts are the same report. The figures were found with, and are judged by, `bench.stories`."""
    shared = len(one.shingles & other.shingles)
    all_of_both = len(one.shingles) + len(other.shingles) - shared
    shorter = min(len(one.shingles), len(other.shingles))
    if shorter < _FEW:
        return shared > 0 and shared >= 0.9 * all_of_both
    # Most of the shorter one may be new; what is a small part of the other is an item of a round-up.
    if shared < 0.4 * shorter or shared < 0.25 * all_of_both:
        return False
    details = len(one.details & other.details)
    enough = details >= 0.7 * min(len(one.details), len(other.details))
    return enough and (details >= 8 or shared >= 0.8 * shorter)
