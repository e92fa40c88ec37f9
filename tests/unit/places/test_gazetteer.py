"""Places by name, from a file that is whole or refused."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.places.gazetteer import Gazetteer, GazetteerError, Place


@pytest.fixture
def ids(small_gazetteer):
    return lambda name: [place.geonames for place in small_gazetteer.find(name)]


def test_a_city_is_found_with_all_that_is_known_of_it(small_gazetteer):
    assert small_gazetteer.find("Saint-Rémy") == [
        Place(102, "Saint-Rémy", "NM", "02", "", 51.0, 4.0, 9_000, "PPL", main=True)
    ]


@pytest.mark.parametrize("name", ["Zürnberg", "ZÜRNBERG", "zurnberg", "Zu\u0308rnberg", " Zürnberg\n", "Zürnberg."])
def test_case_accents_and_punctuation_do_not_matter(ids, name):
    assert ids(name) == [101]


@pytest.mark.parametrize("name", ["Zuernberg", "Zurich on the Mark", "Big Z"])
def test_a_place_is_found_by_its_other_names_and_told_to_be(small_gazetteer, name):
    (place,) = small_gazetteer.find(name)
    assert (place.name, place.main) == ("Zürnberg", False)


def test_of_places_with_one_name_the_most_populous_comes_first(small_gazetteer):
    found = small_gazetteer.find("Springfield")
    assert [(place.geonames, place.main) for place in found] == [(104, True), (103, True), (106, False)]


@pytest.mark.parametrize("name", ["Atlantis", "Spring", "Springfields", "", "the", "Цюрнберг", "a" * 1_000_000])
def test_a_name_that_no_place_has_finds_nothing(ids, name):
    assert ids(name) == []


@given(name=st.text() | st.text(alphabet="\ud800\udfff\0'\"%_;\u0301ßİ"))
def test_any_text_can_be_looked_up(small_gazetteer, name):
    small_gazetteer.find(name)


def test_states_are_found_by_their_codes(small_gazetteer):
    assert small_gazetteer.state("NM", "01").name == "Øster"
    assert small_gazetteer.state("NM", "03") is None
    assert small_gazetteer.state("NM", "") is None


def test_a_missing_file_is_told_in_one_line(tmp_path):
    with pytest.raises(
        GazetteerError, match=r"^no gazetteer at .*nowhere \(No such file or directory\): install [^\n]*$"
    ):
        Gazetteer(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"something else" * 100])
def test_another_file_is_told_in_one_line(tmp_path, content):
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"other is no gazetteer of this version of dateline: install [^\n]*$"):
        Gazetteer(path)


def test_a_gazetteer_of_another_version_is_refused(small_gazetteer, tmp_path):
    path = tmp_path / "older"
    shutil.copy(small_gazetteer.path, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(GazetteerError, match="older is no gazetteer of this version"):
        Gazetteer(path)


def test_a_file_that_is_cut_off_is_refused(small_gazetteer, tmp_path):
    path = tmp_path / "half"
    path.write_bytes(small_gazetteer.path.read_bytes()[:-1])
    with pytest.raises(GazetteerError, match="half is cut off: install"):
        Gazetteer(path)


def test_a_file_that_is_damaged_inside_is_told_in_one_line(small_gazetteer, tmp_path):
    path = tmp_path / "damaged"
    content = small_gazetteer.path.read_bytes()
    path.write_bytes(content[:100] + bytes(len(content) - 100))
    with pytest.raises(GazetteerError, match=r"damaged is damaged \([^\n]*\): install dateline again$"):
        Gazetteer(path).find("Springfield")


def test_a_path_may_have_any_characters(small_gazetteer, tmp_path):
    path = tmp_path / "50% of? #1 é.sqlite"
    shutil.copy(small_gazetteer.path, path)
    assert Gazetteer(path).find("Zürnberg")
