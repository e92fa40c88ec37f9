"""The real gazetteer, as it was installed with the project."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from services.enrich.places.gazetteer import FILE, Gazetteer


@pytest.fixture(scope="session")
def gazetteer():
    return Gazetteer()


@pytest.fixture(scope="session")
def names():
    """All names in the file, as they are looked up."""
    with closing(sqlite3.connect(FILE)) as connection:
        return [name for (name,) in connection.execute("SELECT DISTINCT folded FROM name ORDER BY folded")]


def test_it_has_the_places_of_the_world(gazetteer, names):
    with closing(sqlite3.connect(FILE)) as connection:
        features = dict(connection.execute("SELECT feature, count(*) FROM place GROUP BY feature"))
    assert features["PPL"] > 230_000
    assert features["ADM1"] > 3_800
    assert features["ADM2"] > 30_000
    assert features["PCL"] > 230
    assert features["CONT"] == 7
    assert len(names) > 600_000


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("Reykjavík", 3413829),
        ("REYKJAVIK", 3413829),
        ("Bogotá", 3688689),
        ("Łódź", 3093133),
        ("Munich", 2867714),
        ("München", 2867714),
        ("Bombay", 1275339),
        ("St. John's", 6324733),
        ("The Hague", 2747373),
        ("U.S.", 6252001),
        ("Czech Republic", 3077311),
        ("Trinidad & Tobago", 3573591),
        ("Middle East", 6269133),
        ("Antarctica", 6255152),
    ],
)
def test_a_place_is_found_however_its_name_is_spelt(gazetteer, name, geonames):
    assert geonames in [place.geonames for place in gazetteer.find(name)]


def test_places_with_one_name_are_all_found(gazetteer):
    states = {place.admin1 for place in gazetteer.find("Springfield") if place.country == "US" and place.main}
    assert {"IL", "MA", "MO", "OH", "OR"} <= states


def test_a_city_can_be_told_by_its_state(gazetteer):
    cities = [place for place in gazetteer.find("Athens") if place.country == "US" and place.feature == "PPL"]
    (athens,) = [place for place in cities if gazetteer.state("US", place.admin1).name == "Ohio"]
    assert (round(athens.lat), round(athens.lon)) == (39, -82)


def test_every_country_that_has_a_capital_has_its_place():
    with closing(sqlite3.connect(FILE)) as connection:
        with_capital, countries = (
            {code for (code,) in connection.execute("SELECT country FROM place WHERE feature = ?", (feature,))}
            for feature in ("PPLC", "PCL")
        )
    assert with_capital and with_capital <= countries


def test_ten_thousand_lookups_find_what_they_should_in_less_than_50_microseconds_each(gazetteer, names):
    asked = random.Random(6).sample(names, 10_000)
    before = time.process_time()
    found = [gazetteer.find(name) for name in asked]
    took = time.process_time() - before
    assert all(found)
    assert took / len(asked) < 50e-6


_LOOK_UP = """
import sys
from pathlib import Path

from services.enrich.places.gazetteer import Gazetteer

gazetteer = Gazetteer(Path(sys.argv[1]))


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 // 1024


before = resident()
for line in sys.stdin:
    assert gazetteer.find(line.strip()), line
print(resident() - before)
"""


def test_workers_share_a_file_write_nothing_beside_it_and_keep_little_of_it_in_memory(names, tmp_path):
    shutil.copy(FILE, tmp_path / "gazetteer.sqlite")
    asked = "\n".join(random.Random(7).sample(names, 20_000))
    command = [sys.executable, "-c", _LOOK_UP, str(tmp_path / "gazetteer.sqlite")]
    settings = {"text": True, "env": os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}}
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    workers = [subprocess.Popen(command, **settings, **pipes) for _ in range(3)]
    answers = [worker.communicate(asked, timeout=60) for worker in workers]
    assert [complaint for _, complaint in answers] == ["", "", ""]
    assert all(int(mebibytes) < 8 for mebibytes, _ in answers)
    assert [path.name for path in tmp_path.iterdir()] == ["gazetteer.sqlite"]
