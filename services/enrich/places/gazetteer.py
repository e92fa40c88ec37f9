"""The gazetteer: the places of the world by their names, from a read-only file that comes with the installation.

The places are those of GeoNames (geonames.org, CC BY 4.0). `build.py` makes the file.
"""

import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from services.enrich.places.folding import fold

FILE = Path(__file__).with_name("gazetteer.sqlite")
APPLICATION = 0x44474154  # stands in the file's header, so that no other SQLite file is taken for a gazetteer
VERSION = 1  # of the tables
_MOST = 60  # places given for a name; some names have hundreds, the last of them hamlets
_CACHE = 2000  # KiB of the file that a connection keeps; the rest is in the operating system's, which all workers share

_COLUMNS = "geonames, place.name, country, admin1, admin2, lat, lon, population, feature"
_BY_NAME = f"SELECT {_COLUMNS}, main FROM name JOIN place USING (rank) WHERE folded = ? ORDER BY rank LIMIT {_MOST}"
_STATE = f"SELECT {_COLUMNS}, 1 FROM place WHERE feature = 'ADM1' AND country = ? AND admin1 = ? ORDER BY rank"


class Place(NamedTuple):
    """A place as GeoNames has it.

    `country` is an ISO 3166 code, `admin1` and `admin2` are GeoNames' codes below it; each is "" where there is none.
    `feature` is GeoNames' feature code as far as our sources tell it: CONT, RGN, PCL (any country), ADM1 to ADM5, ADM1H
    and ADM2H (no longer in force), ADMD (another administrative area), PPLC (a capital), PPL (any other city, town,
    village, or part of one). `main` tells whether it was found by its name in GeoNames or by one of its other names.
    """

    geonames: int
    name: str
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    population: int
    feature: str
    main: bool


class GazetteerError(Exception):
    """The file is missing, damaged, or none of this version. The message is for people."""


class Gazetteer:
    """Finds places. Raises GazetteerError when made if the file can't be used, and later if it is damaged inside."""

    def __init__(self, path: Path = FILE) -> None:
        self.path = path
        _check(path)
        # Nobody writes to the file while it is open: so it needs no locks, and may lie where nothing can be written.
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        self._query(f"PRAGMA cache_size = -{_CACHE}")

    def find(self, name: str) -> list[Place]:
        """The places of that name, the most populous first, at most 60. Case, accents and punctuation don't count."""
        return self._places(_BY_NAME, fold(name))

    def state(self, country: str, admin1: str) -> Place | None:
        """The first-level division of a country by GeoNames' code: ("US", "OH") is Ohio."""
        return next(iter(self._places(_STATE, country, admin1)), None)

    def _places(self, query: str, *values: str) -> list[Place]:
        return [Place(*row[:-1], main=bool(row[-1])) for row in self._query(query, *values)]

    def _query(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{self.path} is damaged ({error}): install dateline again") from error


def _check(path: Path) -> None:
    """Raise GazetteerError if that is no whole gazetteer of this version, as its header tells."""
    advice = "install dateline again, or set DATELINE_PLACES=off"
    try:
        with path.open("rb") as file:
            header = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise GazetteerError(f"no gazetteer at {path} ({error.strerror}): {advice}") from error
    # https://sqlite.org/fileformat2.html#the_database_header
    page, pages = int.from_bytes(header[16:18]), int.from_bytes(header[28:32])
    version, application = int.from_bytes(header[60:64]), int.from_bytes(header[68:72])
    if (version, application) != (VERSION, APPLICATION):
        raise GazetteerError(f"{path} is no gazetteer of this version of dateline: {advice}")
    if size != page * pages:
        raise GazetteerError(f"{path} is cut off: {advice}")
