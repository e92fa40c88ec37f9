"""Tables and lists of results, whose lines no sentence model reads: who played whom, ranks, line-ups, scorers."""

import re
from collections.abc import Iterator

from services.enrich.entities.recogniser import Span
from services.enrich.names.peoples import is_land

# Lengths are bounded, so that no text takes time that grows with its square.
_WORD = r"(?<!\w)[^\W\d_a-z](?:[\w'’.]|-(?=[A-Za-z])){0,30}"
_NAME = rf"{_WORD}(?: (?:(?:de|da|di|van|von|der|den|la|le|du|of|al|el|bin|and|&) ){{0,2}}{_WORD}){{0,4}}"
_TEAM = rf"{_NAME}(?: \([A-Z]{{1,3}}\))?"
_RANK = r"(?:\d{1,3}\.? (?:[-–] )?|[-–+]\d{1,2} |=\d+\.? )?"

_SCORE = re.compile(
    rf"^(?:\* ?)?(?P<one>{_TEAM}) \d{{1,3}},? (?P<two>{_TEAM}) ?\d{{1,3}}(?= *$| ?[(.,;]|, | [A-Za-z])", re.MULTILINE
)
_STANDING = re.compile(rf"^{_RANK}(?P<one>{_TEAM})(?: [.\d][\d/.:]*){{3,}}(?: -| \d/\d)?[ .]*$", re.MULTILINE)
_FIXTURE = re.compile(
    rf"(?:(?<=^)|(?<=[:,] ))(?P<one>{_TEAM}) (?:v|vs\.?|AT)\s(?P<two>{_TEAM})(?= *$|[,.;(]| \()", re.MULTILINE
)
_BRACKET = re.compile(
    rf"(?P<one>{_NAME}) \((?P<of>{_NAME})\)(?:,? (?P<team>{_NAME})(?=,? \d| same| all |,? *$))?", re.MULTILINE
)
_SCORER = re.compile(rf"(?P<one>{_NAME}) \((?=\d{{1,3}}(?:st|nd|rd|th|'|,|-| ?min| pen|\)))")
_BATSMAN = re.compile(
    rf"^(?P<one>{_NAME}) (?:(?:c|st) (?:sub|and|(?P<two>{_NAME})) |lbw |run out|not out|b (?=[A-Z])|did not)",
    re.MULTILINE,
)
_BOWLED = re.compile(rf" b (?P<one>(?:de |van |von )?{_NAME}) \d{{1,3}} *$", re.MULTILINE)
_BOWLER = re.compile(rf"(?P<one>(?:(?:de|van|von) )?{_NAME}) (?=\d{{1,2}}(?:\.\d)?-\d{{1,2}}-\d{{1,3}}-\d{{1,2}}\b)")
_PLAYER = re.compile(
    rf"^\d{{2,3}} (?P<one>{_WORD}(?: {_WORD}){{1,2}})(?=$|,(?: |$)| \({_NAME}\)| \d\d \d\d)", re.MULTILINE
)
_SIDE = re.compile(rf"^(?P<one>{_NAME}) [-–:] (?={_NAME} \(\d)", re.MULTILINE)


def find_in_tables(text: str) -> Iterator[Span]:
    """The names in lines that have the shape of results. Countries are GPE, other sides ORG, those who play PERSON."""
    for pattern in (_SCORE, _STANDING, _FIXTURE, _SIDE):
        for line in pattern.finditer(text):
            yield from _sides(line)
    for line in _BRACKET.finditer(text):
        yield from _members(line)
    for pattern in (_SCORER, _PLAYER, _BATSMAN, _BOWLED, _BOWLER):
        for line in pattern.finditer(text):
            for group in line.groupdict():
                if line[group]:
                    yield Span(*line.span(group), "PERSON")


def _sides(line: re.Match[str]) -> Iterator[Span]:
    for group in line.groupdict():
        label = "GPE" if is_land(line[group]) else "ORG"
        yield Span(*line.span(group), label)


def _members(line: re.Match[str]) -> Iterator[Span]:
    if not is_land(line["of"]):
        return
    yield Span(*line.span("of"), "GPE")
    yield Span(*line.span("one"), "PERSON" if " " in line["one"] else "ORG")
    if line["team"]:
        yield Span(*line.span("team"), "ORG")
