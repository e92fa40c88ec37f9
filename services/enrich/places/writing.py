"""Writes the gazetteer's file. Names and places go to the disk at once: a million of them would fill the memory."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from services.enrich.places.folding import fold
from services.enrich.places.gazetteer import APPLICATION, VERSION, Place

_CREDIT = "From GeoNames (https://www.geonames.org), CC BY 4.0; selected and joined"

_BEGIN = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TEMP TABLE found (geonames INTEGER PRIMARY KEY, name, country, admin1, admin2, lat, lon, population, feature);
CREATE TEMP TABLE called (folded, geonames, main);
BEGIN;
"""

# Places are numbered by population. So the most populous ones of a name come first in the index, and the pages of the
# file that are read most lie together.
_FINISH = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
BEGIN;
CREATE TABLE about (credit TEXT NOT NULL, made_from TEXT NOT NULL);
CREATE TABLE place (
    rank INTEGER PRIMARY KEY, geonames INTEGER NOT NULL, name TEXT NOT NULL,
    country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, feature TEXT NOT NULL
);
CREATE TABLE name (
    folded TEXT NOT NULL, rank INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (folded, rank)
) WITHOUT ROWID;
INSERT INTO place
    SELECT row_number() OVER (ORDER BY population DESC, geonames), * FROM found ORDER BY population DESC, geonames;
CREATE TEMP TABLE ranked (geonames INTEGER PRIMARY KEY, rank);
INSERT INTO ranked SELECT geonames, rank FROM place ORDER BY geonames;
INSERT INTO name
    SELECT folded, rank, max(main) FROM called JOIN ranked USING (geonames) GROUP BY folded, rank ORDER BY folded, rank;
CREATE INDEX country ON place (country) WHERE feature = 'PCL';
CREATE INDEX state ON place (country, admin1) WHERE feature = 'ADM1';
COMMIT;
VACUUM;
"""


class Writer:
    """Writes a file that must not exist yet. It is a gazetteer after `finish`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_BEGIN)

    def add(self, place: Place) -> None:
        """Add a place under its name, unless it is there already."""
        added = self._connection.execute(f"INSERT OR IGNORE INTO found VALUES ({', '.join('?' * 9)})", place[:-1])
        if added.rowcount:
            self._call(place.geonames, [place.name], main=True)

    def call(self, geonames: int, names: Iterable[str]) -> None:
        """Give a place other names. Those of one that is never added are left out."""
        self._call(geonames, names, main=False)

    def capital(self, country: str) -> tuple[float, float] | None:
        """Latitude and longitude of a country's capital."""
        query = "SELECT lat, lon FROM found WHERE country = ? AND feature = 'PPLC'"
        return self._connection.execute(query, [country]).fetchone()

    def finish(self, made_from: str) -> None:
        """Sort it all, and note of what it was made."""
        self._connection.executescript(_FINISH)
        self._connection.execute("INSERT INTO about VALUES (?, ?)", [_CREDIT, made_from])
        self._connection.close()

    def _call(self, geonames: int, names: Iterable[str], *, main: bool) -> None:
        folded = sorted({fold(name) for name in names} - {""})
        self._connection.executemany("INSERT INTO called VALUES (?, ?, ?)", [(name, geonames, main) for name in folded])
