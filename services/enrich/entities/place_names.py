"""How much a gazetteer says for a name being that of a place."""

from collections.abc import Sequence

from services.enrich.places.gazetteer import Place

_STATES = frozenset({"PCL", "PPLC", "ADM1", "CONT"})


def weigh(places: Sequence[Place]) -> int:
    """The weight of GPE for a name that these places bear, the most populous first; as that of cues."""
    known = [place for place in places if place.main]
    if any(place.feature in _STATES or place.population >= 500_000 for place in known):
        return 5
    if any(place.population >= 100_000 for place in known):
        return 4
    if any(place.population >= 15_000 for place in known):
        return 2
    return 1 if known or (places and places[0].population >= 500_000) else 0
