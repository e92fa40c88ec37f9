"""Where somebody means by the name of a place."""

from services.console.refusal import Refusal
from services.console.terminal_text import one_line
from services.enrich.places.gazetteer import Gazetteer, Place
from services.enrich.places.lookup import look_up
from services.store.search.wanted import Area


def area_of(name: str) -> Area:
    """Every place of that name, and all that lies in those that are countries or states.

    `Georgia, US` is the Georgia inside what the last part names. Raises Refusal if the gazetteer knows none,
    GazetteerError if it can't be read.
    """
    gazetteer = Gazetteer()
    places = look_up(name, gazetteer)
    place, comma, around = name.rpartition(",")
    if not places and comma:
        outer = _area(look_up(around.strip(), gazetteer))
        places = [each for each in look_up(place.strip(), gazetteer) if _is_inside(each, outer, gazetteer)]
    if not places:
        raise Refusal(f"no place is called {one_line(name)!r}: give the name of a place, state or country", code=1)
    return _area(places)


def _area(places: list[Place]) -> Area:
    return Area(
        geonames=[place.geonames for place in places],
        countries=[place.country for place in places if place.feature == "PCL"],
        states=[(place.country, place.name) for place in places if place.feature == "ADM1"],
    )


def _is_inside(place: Place, area: Area, gazetteer: Gazetteer) -> bool:
    state = gazetteer.state(place.country, place.admin1)
    return place.country in area.countries or (place.country, state.name if state else "") in area.states
