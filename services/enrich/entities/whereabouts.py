"""Names that the words around them show to be those of places, whatever else bears them in the text."""

import re

from services.enrich.names.peoples import is_land
from services.enrich.names.states import BY_CODE, CODES

_STATE = re.compile(r", ([A-Z][A-Za-z]+\.?(?: [A-Z][a-z]+)?|[A-Z]\.[A-Z][a-z]*\.)")
_LAND_OF = re.compile(
    r"\b(?:[Kk]ing|[Qq]ueen|[Pp]rince|[Pp]rincess|[Ee]mir|[Ss]ultan|[Pp]resident|[Kk]ingdom|[Rr]epublic|capital|citizens)"
    r"(?: [A-Z]\w+){0,3} of $|\b(?:in|In|into|across|outside) $"
)
_STATES = {name.removesuffix(" State"): name for name in BY_CODE.values()}  # Seattle, Washington
_REACH = 60  # characters before a name


def whereabouts(text: str, start: int, end: int) -> str | None:
    """Where a name lies that is a place's here, whatever it is elsewhere in the text; None if nothing shows that.

    The state or country behind a town, as `Clinton, Iowa`; a country itself that one is in or king of, as `King
    Abdullah of Jordan`.
    """
    if after := _STATE.match(text, end):
        for name in (after[1], after[1].split()[0]):
            if state := _STATES.get(name):
                return state
            if is_land(name):
                return name
            if code := CODES.get(name.replace(".", "")):
                return BY_CODE[code]
    name = text[start:end]
    return name if is_land(name) and _LAND_OF.search(text, max(0, start - _REACH), start) else None
