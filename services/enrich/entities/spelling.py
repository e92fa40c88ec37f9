"""Names that differ in spelling only: Muammar or Moammar, Gaddafi or Kadhafi, Smirnov or Smirnoff, and slips.

Two words are one name where the same consonants sound and hardly a vowel differs. Short words say too little to be
compared so.
"""

import re
from functools import lru_cache

from services.enrich.names.words import Words

_CONSONANTS = (
    (re.compile(r"sch|sh|zh"), "s"),
    (re.compile(r"qu"), "kv"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"tch|ch|ck|kh|gh|[qgc]"), "k"),
    (re.compile(r"ph|[fw]"), "v"),
    (re.compile(r"th|dh|d"), "t"),
    (re.compile(r"tz|ts|z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile(r"[aeiouyjh]")
_TWICE = re.compile(r"(.)\1+")
_EXACT, _LONG, _LONGER = 4, 5, 7  # letters of words that may differ in doublings, in one letter, in two
_LONGEST = 30


@lru_cache(8192)
def _heard(word: str) -> str:
    for pattern, letter in _CONSONANTS:
        word = pattern.sub(letter, word)
    return word


def sounds(name: Words) -> Words:
    """What names have in common that differ in spelling only: the consonants of their words."""
    return tuple(_TWICE.sub(r"\1", _VOWELS.sub("", _heard(word))) for word in name)


def alike(one: Words, other: Words) -> bool:
    """Whether two names with the same sounds are one name in two spellings."""
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((_TWICE.sub(r"\1", one), _TWICE.sub(r"\1", other)), key=len)
    if short == long:
        return len(short) >= _EXACT
    if not _LONG <= len(short) <= len(long) <= _LONGEST or long in (short + "a", short + "e"):
        return False  # Martin and Martina are two
    return _distance(_heard(short), _heard(long)) <= (2 if len(short) >= _LONGER else 1)


def _distance(one: str, other: str) -> int:
    """How many letters to add, drop, replace, or swap with the next, to come from one word to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
            if before and j > 1 and (a, b) == (other[j - 2], one[i - 2]):
                row[j] = min(row[j], before[j - 2] + 1)
        before = above
    return row[-1]
