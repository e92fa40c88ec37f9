"""Under which names a place is looked up: as a people, an abbreviation or a sight, and without the words around it."""

import re
from collections.abc import Iterator

from services.enrich.names.peoples import PEOPLES
from services.enrich.names.words import words
from services.enrich.places.abbreviations import abbreviated
from services.enrich.places.gazetteer import Gazetteer, Place
from services.enrich.places.sites import LANDMARKS, is_site

_WIDE = "North|South|East|West|Northeast|Northwest|Southeast|Southwest|Gulf|Pacific|Atlantic|Baltic|Nile"
_NO_PLACES = frozenset(map(words, _WIDE.split("|")))
"""Directions and waters, which the gazetteer knows as names of small places only."""
_WATERS = frozenset(words("sea ocean strait straits gulf channel mountains desert"))
"""What ends the names of waters and the like, or begins them before `of`: the North Sea is no hamlet on Long Island."""
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,3}")
_KNOWN_BY_ACRONYM = 1_000_000  # inhabitants
_LEADING = re.compile(
    r"(?:the|greater|upper|lower|downtown|central|inner|mainland|metropolitan|(?:north|south)?-?(?:east|west)(?:ern)?|"
    r"(?:north|south)(?:ern)?|(?:city|town|village|province|state|county|republic|port) of)\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s+(?:city|town|village|province|state|region|district|governorate|county|co\.|area|metropolitan area|valley|"
    r"prefecture|islands?|peninsula|township|borough|oblast|parish|municipality|"
    r"(?:(?:inter)?national |regional )?airport)$",
    re.IGNORECASE,
)
_LONGEST = 100  # characters of a name
_BY_PART_OF_NAME = -0.5
_BY_NAME_OF_SITE = -2.0


def find_places(name: str, gazetteer: Gazetteer) -> Iterator[tuple[Place, float]]:
    """The places of a name, or of what the gazetteer knows of it, each with how much less likely that makes it."""
    if len(name) > _LONGEST:
        return
    for variant, likelihood in _variants(name):
        found = look_up(variant, gazetteer)
        if variant != name and is_site(name):  # the Maine Medical Center is in a town of Maine
            found = [place for place in found if place.feature in ("PPL", "PPLC")]
        elif variant != name:  # the west of a continent is far from its middle
            found = [place for place in found if place.feature not in ("CONT", "RGN")]
        if found:
            yield from ((place, likelihood) for place in found)
            return


def look_up(name: str, gazetteer: Gazetteer) -> list[Place]:
    """The places of a name that may be a people's, a state's abbreviation or a sight's."""
    parts = words(name)
    if not parts or parts in _NO_PLACES or parts[-1] in _WATERS or (parts[0] in _WATERS and parts[1] == "of"):
        return []
    key = name.casefold()
    if home := PEOPLES.get(key) or PEOPLES.get(key.removesuffix("s")):
        return [p for p in gazetteer.find(home) if p.feature in ("PCL", "CONT", "RGN", "ADM1")][:1]
    if (short := abbreviated(name)) and (state := gazetteer.state(*short)):
        return [state]
    if parts in LANDMARKS:
        city, country = LANDMARKS[parts]
        return [p for p in gazetteer.find(city) if p.country == country and not p.feature.startswith("ADM")][:1]
    found = gazetteer.find(name)
    if _ACRONYM.fullmatch(name):  # EU is no village in Normandy
        return [place for place in found if place.feature in ("PCL", "ADM1") or place.population > _KNOWN_BY_ACRONYM]
    return found


def _variants(name: str) -> Iterator[tuple[str, float]]:
    """The name, then less and less of it, each with how much less likely it is."""
    yield name, 0.0
    bare = name
    while match := _LEADING.match(bare):
        bare = bare[match.end() :]
        yield bare, _BY_PART_OF_NAME
    bare = name
    while match := _TRAILING.search(bare):
        bare = bare[: match.start()]
        yield bare, _BY_PART_OF_NAME
        if leading := _LEADING.match(bare):
            yield bare[leading.end() :], _BY_PART_OF_NAME
    if is_site(name):
        parts = re.split(r"[\s-]+", name)
        for count in range(min(3, len(parts) - 1), 0, -1):
            yield " ".join(parts[:count]), _BY_NAME_OF_SITE
