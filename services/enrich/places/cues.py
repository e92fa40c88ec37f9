"""What the words beside a name say of the kind of place, and which state they put it in."""

import re
from collections.abc import Sequence

from services.enrich.places.candidates import Area, Candidate
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.lookup import look_up
from services.enrich.places.relations import Occurrence

_REACH = 24  # characters
_KIND = 2.5  # for being of the kind that the words say
_STATE = 5.0  # for lying in the state behind the comma
_OTHER_STATE = -3.0
_AREA_AFTER = re.compile(
    r"(?:['’]s)? (?:county|province|state|governorate|prefecture|district|region|[Gg]overnor|Gov\b|Sen\b|Senator|"
    r"[Ll]egislature|lawmakers|government|[Pp]remier)\b"
)
_AREA_BEFORE = re.compile(r"\b(?:state|province|region|county|governor|governorate|district|prefecture) of $")
_TOWN_AFTER = re.compile(r"(?:['’]s)? (?:[Mm]ayor|Police Department|police|City Council|suburb|airport)\b")
_TOWN_BEFORE = re.compile(
    r"\b(?:city|town|village|suburb|port|capital,?|[Mm]ayor|municipality|downtown|neighbou?rhood)(?: of)? $"
)
_STATE_AFTER = re.compile(r",\s+([A-Z]\w*(?:\.[A-Z]\.|\.)?(?:\s[A-Z]\w+)?)")


def read_cues(
    text: str, occurrences: Sequence[Occurrence], candidates: Sequence[Sequence[Candidate]], gazetteer: Gazetteer
) -> None:
    """Make each entity's candidates more or less likely by what stands beside its mentions, which come in order."""
    areas, towns = set[int](), set[int]()
    states: list[set[Area]] = [set() for _ in candidates]
    for at, (start, end, number) in enumerate(occurrences):
        if _is_area(text, start, end):
            areas.add(number)
        if _is_town(text, start, end):
            towns.add(number)
        following = occurrences[at + 1][0] if at + 1 < len(occurrences) else len(text)
        states[number] |= _states_after(text, end, following, gazetteer)
    for number, its_candidates in enumerate(candidates):
        for one in its_candidates:
            if number in areas and one.place.feature.startswith("ADM"):
                one.prior += _KIND
            if number in towns and one.place.feature.startswith("PPL"):
                one.prior += _KIND
            if states[number]:
                outer = one.areas[:-1] if one.area else one.areas
                one.prior += _OTHER_STATE if states[number].isdisjoint(outer) else _STATE


def _is_area(text: str, start: int, end: int) -> bool:
    """Whether a name is said to be that of a country's division."""
    return bool(_AREA_AFTER.match(text, end) or _AREA_BEFORE.search(text, max(0, start - _REACH), start))


def _is_town(text: str, start: int, end: int) -> bool:
    """Whether a name is said to be that of a town."""
    return bool(_TOWN_AFTER.match(text, end) or _TOWN_BEFORE.search(text, max(0, start - _REACH), start))


def _states_after(text: str, end: int, limit: int, gazetteer: Gazetteer) -> set[Area]:
    """The states or countries named behind a comma after a name, and before `limit`: `Paris, Texas`, `Macon, Ga.`"""
    match = _STATE_AFTER.match(text, end, min(limit, end + 2 * _REACH))
    if match is None:
        return set()
    named = match[1]
    found = look_up(named, gazetteer) or look_up(named.split()[0], gazetteer)
    areas = (Candidate(place, 0.0).area for place in found if place.feature in ("PCL", "ADM1"))
    return {area for area in areas if area}
