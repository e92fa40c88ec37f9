"""What places a name may mean, and how likely each is before the text is read."""

import math
import re
from collections.abc import Iterable

from services.enrich.names.words import words
from services.enrich.places.gazetteer import Gazetteer, Place
from services.enrich.places.lookup import find_places

Area = tuple[str, ...]
"""A country ("CA",), or a division of it ("CA", "08")."""
Cell = tuple[int, int]
"""A square of one degree of latitude, as wide as it is high."""

_DEPTHS = {"PCL": 1, "ADM1": 2, "ADM2": 3}
_FORMS = 6  # ways of writing one entity that are looked up
_COUNTY = re.compile(r"\b(?:county|co\.?)$", re.IGNORECASE)
_LIKELIHOOD = {"PCL": 3.0, "CONT": 3.0, "RGN": 0.5, "PPLC": 1.0, "PPL": 0.0, "ADM1": -0.8}
_LESS_LIKELY = -1.5  # any other division: where it shares its name with a town, the town is meant
_CALLED_COUNTY = 3.0
_BY_POPULATION = 0.62
_BY_SEAT = 0.2  # a town is more than its population where a division bears its name
_BY_OTHER_NAME = -3.5
_UNKNOWN_POPULATION = 300_000  # of a region


class Candidate:
    """A place that a name may mean. `prior` is a logarithm; `belief` a share of what is believed, from 0 to 1."""

    __slots__ = ("_around", "area", "areas", "belief", "cell", "place", "prior")

    def __init__(self, place: Place, prior: float) -> None:
        self.place, self.prior, self.belief = place, prior, 0.0
        parts = (place.country, place.admin1, place.admin2)
        known = next((n for n, part in enumerate(parts) if not part), len(parts))
        if place.feature == "PCL":
            known = min(known, 1)
        self.areas: tuple[Area, ...] = tuple(parts[: n + 1] for n in range(known))
        """The areas that it lies in or is, widest first."""
        self.area: Area | None = self.areas[-1] if _DEPTHS.get(place.feature) == known else None
        """The area that it is, if it is one."""
        wide = place.feature in ("PCL", "RGN", "CONT", "ADM1")
        self.cell: Cell | None = None if wide else _cell(place.lat, place.lon)
        self._around: tuple[Cell, ...] | None = None

    @property
    def around(self) -> tuple[Cell, ...]:
        """The squares that are near to it, its own among them; none where it is too wide to be near to anything."""
        if self._around is None:
            steps = (-1, 0, 1) if self.cell else ()
            self._around = tuple(_cell(self.place.lat, self.place.lon, up, right) for up in steps for right in steps)
        return self._around


def _cell(lat: float, lon: float, up: int = 0, right: int = 0) -> Cell:
    """The square that a point lies in, or another one seen from there."""
    row = math.floor(lat) + up
    width = 1 / max(0.1, math.cos(math.radians(row + 0.5)))
    return row, math.floor(lon / width) + right


def candidates(names: Iterable[str], gazetteer: Gazetteer) -> list[Candidate]:
    """The places that an entity called by all these names may be."""
    found: dict[int, Candidate] = {}
    for name in list(dict.fromkeys(names))[:_FORMS]:
        for place, likelihood in find_places(name, gazetteer):
            prior = likelihood + _prior(place, name)
            known = found.get(place.geonames)
            if known is None or known.prior < prior:
                found[place.geonames] = Candidate(place, prior)
    divisions = {one.area: one.place.population for one in found.values() if one.area and one.place.feature != "PCL"}
    for one in found.values():
        if not one.area:
            population = max((divisions.get(area, 0) for area in one.areas), default=0)
            one.prior += _BY_SEAT * max(0.0, math.log((population + 200) / (one.place.population + 200)))
    return list(found.values())


def _prior(place: Place, name: str) -> float:
    population = place.population or (_UNKNOWN_POPULATION if place.feature in ("RGN", "CONT") else 0)
    prior = _BY_POPULATION * math.log(population + 200) + _LIKELIHOOD.get(place.feature, _LESS_LIKELY)
    if place.feature.startswith("ADM") and _COUNTY.search(name):
        return prior + _CALLED_COUNTY
    is_first_name = place.main or (place.feature in _LIKELIHOOD and set(words(name)) <= set(words(place.name)))
    return prior if is_first_name else prior + _BY_OTHER_NAME
