"""What the words around a name, and in it, say of its type."""

import re
from collections.abc import Iterator

from services.enrich.entities.given_names import given_names
from services.enrich.names.words import COMPANY_SUFFIXES, TITLES

Cue = tuple[str, int]

_REACH = 40  # characters on each side
_NOT_TITLES = frozenset({"general", "minister"})  # of an assembly, a ministry

_IN = re.compile(r"\b(?:in|In|near|outside|throughout|visit(?:ed|ing|s)?|capital|towns?|cit(?:y|ies)|villages? of) $")
_FROM = re.compile(r"\b(?:from|to|at|across|into) $")
_TITLE = re.compile(r"\b([A-Za-z]+)\.? $")
_ROLE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|leader|minister|president|chairman|chief executive|analyst|lawyer|captain|"
    r"striker|goalkeeper|midfielder|defender|coach|manager|champion|actor|actress|singer|author|writer|economist|"
    r"trader|brother|sister|wife|husband|son|daughter|father|mother|widow|commander|official|secretary|envoy|"
    r"senator|congressman|ambassador|general|director|editor|judge|rebel|candidate|officer|professor|journalist|"
    r"dealer|broker|skipper|batsman|bowler|seed|player|winger|forward|driver|rider|guerrilla|cleric|opener|seamer),? $"
)
_BODY_BEFORE = re.compile(
    r"\b(?:shares (?:in|of)|owned by|subsidiary of|unit of|agency|newspaper|daily|company|firm) $"
)
_AGE = re.compile(r",? \(?(?:aged )?[1-9]\d(?:,|\)| -|-year-old)")
_PERSON_AFTER = re.compile(r",? (?:who|whose|himself|herself|told|added)\b")
_BODY_AFTER = re.compile(
    r"(?:['’]s)? (?:shares?|stock|profits?|spokes(?:man|woman|person)|executives?|shareholders|bonds?|"
    r"group|company|news agency|agency|newspaper|newsroom|fans|players|board)\b"
)
_PLACE_AFTER = re.compile(
    r"(?:['’]s)? (?:province|city|region|capital|airport|suburb|prefecture|district|republic|peninsula|border|coast|"
    r"government|president|parliament|population|prime minister|foreign minister|county|state|town|village|embassy)\b"
)
_BODY_WORDS_LIST = """
university college institute ministry department bank party union association federation committee council agency
group holdings industries international bancorp financial insurance airlines airways systems motors club league
exchange commission authority board organisation organization foundation court police army press news newsroom
newspaper times post congress senate parliament partners services technologies bancshares securities capital
communications electric energy petroleum oil steel pharmaceuticals laboratories rovers athletic united hotspur
herald gazette tribune journal chronicle telegraph guardian observer sun
"""
_BODY_WORDS = frozenset(_BODY_WORDS_LIST.split())
_SITES = frozenset(
    {
        "airport",
        "street",
        "bridge",
        "prison",
        "stadium",
        "square",
        "palace",
        "hospital",
        "highway",
        "road",
        "base",
        "center",
        "centre",
    }
)
_WATERS = frozenset(
    {"river", "sea", "ocean", "gulf", "lake", "mountains", "island", "islands", "peninsula", "valley", "desert"}
)


def inside(name: str) -> Iterator[Cue]:
    """What the words of a name tell by themselves: labels with their weights."""
    words = name.split()
    last = words[-1].replace(".", "").lower()
    if len(words) > 1:
        if last in COMPANY_SUFFIXES or last in _BODY_WORDS:
            yield "ORG", 8
        if last in _SITES:
            yield "FAC", 6
        if last in _WATERS:
            yield "LOC", 6
        if words[0] in given_names():
            yield "PERSON", 4
    elif len(name) > 2 and name.isupper():
        yield "ORG", 3


def around(text: str, start: int, end: int) -> Iterator[Cue]:
    """What stands before and after the name at `start` to `end` tells of it: labels with their weights."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    if title := _TITLE.search(before):
        word = title[1].lower()
        if word in TITLES and word not in _NOT_TITLES:
            yield "PERSON", 4
    if _ROLE.search(before):
        yield "PERSON", 3
    if _IN.search(before):
        yield "GPE", 4
    elif _FROM.search(before):
        yield "GPE", 1
    if _BODY_BEFORE.search(before):
        yield "ORG", 3
    if _AGE.match(after):
        yield "PERSON", 6
    if _PERSON_AFTER.match(after):
        yield "PERSON", 3
    if _BODY_AFTER.match(after):
        yield "ORG", 2
    if _PLACE_AFTER.match(after):
        yield "GPE", 2
