"""Names that say themselves what they name, such as `Vancouver Open` or `Wall Street`."""

import re
from collections.abc import Iterator

from services.enrich.entities.recogniser import Span

_WORD = r"(?:[A-Z][\w'’.]{0,30}(?:-[A-Z]\w{0,30}){0,3})"  # bounded, so that no text takes time with its square
_EVENT = re.compile(
    rf"\b(?:\d{{4}} )?(?:{_WORD} ){{1,4}}(?:(?:Cup|Championships?|Grand Prix|Olympic Games|Olympics)\b|"
    r"(?:Open|Masters|Games|Trophy|Festival|Grand Slam|Classic|Tour)\b(?! [A-Z])|Super Bowl\b)"
)
_PLACE = re.compile(
    rf"\b(?:{_WORD} ){{1,3}}(?:Street|Avenue|Boulevard|Square|Stadium|Airport|Bridge|Prison|Palace)\b(?! [A-Z])"
)
_VESSEL = re.compile(r"\b(?:Space Shuttle|USS|HMS|RMS) [A-Z]\w+")
_STORM = re.compile(r"\b(?:Hurricane|Cyclone|Typhoon|Tropical Storm) [A-Z]\w+")
_NOT_FIRST = re.compile(
    r"(?:.*['’]s |(?:The|A|An|In|At|On|For|From|After|Before|But|And|This|That|Last|Next|When|If) )"
)


def find_kinds(text: str) -> Iterator[Span]:
    """Events and sites whose last word tells their kind, vessels and storms whose first ones do."""
    for pattern, label in ((_EVENT, "EVENT"), (_PLACE, "FAC"), (_VESSEL, "PRODUCT"), (_STORM, "EVENT")):
        for name in pattern.finditer(text):
            skipped = _NOT_FIRST.match(name[0])
            start = name.start() + (skipped.end() if skipped else 0)
            if " " in text[start : name.end()]:
                yield Span(start, name.end(), label)
