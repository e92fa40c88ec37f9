"""Transliterations, umlauts, nicknames and official names. Spans are given, so nothing here depends on a model."""

import pytest

from services.enrich.entities.clusters import cluster


@pytest.fixture
def count(marked):
    """How many entities there are in a marked text."""
    return lambda text: len(cluster(*marked(text)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muammar Gaddafi", "Moammar Qaddafi"),
        ("Muammar Gaddafi", "Kadhafi"),
        ("Pavel Smirnov", "Pavel Smirnoff"),
        ("Pavel Smirnov", "Smirnoff"),
        ("Bashar al-Assad", "Bashar Al Asad"),
        ("Gerhard Müller", "Gerhard Mueller"),
        ("Gerhard Müller", "Gerhard Muller"),
        ("Jörg Bäcker", "Joerg Baecker"),
        ("Mohammed Haddad", "Muhammad Haddad"),
        ("Tomáš Novotný", "Tomas Novotny"),
        ("Kristina Lindqvist", "Kristina Lindquist"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Ursula von der Leyen", "Leyen"),
        ("Charles de Gaulle", "de Gaulle"),
        ("Jean-Luc Perrin", "Jean Luc Perrin"),
        ("William Hartog", "Bill Hartog"),
        ("Samuel Ode Jr.", "Sam Ode"),
        ("Michael O’Rourke", "Michael O'Rourke"),
        ("Pedro Holm Ruiz", "Holm"),
        ("Pedro Holm Ruiz", "Pedro Holm"),
        ("Abdul Rahman Haddad", "Abdulrahman Haddad"),
        ("Pope Leo XIII", "Leo XIII"),
        ("Pope Leo XIII", "Leo"),
    ],
)
def test_these_are_one_person(count, one, other):
    assert count(f"[{one} PERSON] came. [{other} PERSON] left.") == 1
    assert count(f"[{other} PERSON] came. [{one} PERSON] left.") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Martin Berg", "Martina Berg"),
        ("Jan Berg", "Jon Berg"),
        ("Marion Holm", "Martin Holm"),
        ("Ole Hansen", "Per Hanson"),
        ("Peter Lund", "Lunde"),
        ("Eva Morton", "Martin"),
    ],
)
def test_these_are_two_persons(count, one, other):
    assert count(f"[{one} PERSON] came. [{other} PERSON] left.") == 2


def test_a_surname_goes_to_who_bears_it_so_spelt(count):
    assert count("[Ole Hansen PERSON] and [Per Hanson PERSON]; [Hanson PERSON] left, [Hansen PERSON] stayed.") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deutsche Börse", "Deutsche Boerse AG"),
        ("Halden Centre for Defence", "Halden Center for Defense"),
        ("Labour Organisation of Halden", "Labor Organization of Halden"),
        ("Hezbollah", "Hizbollah"),
        ("Halden & Sons", "Halden and Sons, Inc."),
        ("Bank of the Werra", "Bank of Werra"),
        ("State Department", "Department of State"),
        ("Fed", "Federal Reserve"),
        ("Halden Co-operation Council", "Halden Cooperation Council"),
        ("Kestrel-Mart", "Kestrelmart"),
        ("NATO", "N.A.T.O."),
    ],
)
def test_these_are_one_organisation(count, one, other):
    assert count(f"[{one} ORG] rose. [{other} ORG] fell.") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bank of Niger", "Bank of Nigeria"),
        ("Bank of Slovakia", "Bank of Slovenia"),
        ("Halden Bank", "Halden Tank"),
        ("Halden Centre", "Halden Centre Visitor Complex"),
    ],
)
def test_these_are_two_organisations(count, one, other):
    assert count(f"[{one} ORG] rose. [{other} ORG] fell.") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Federation", "Russia"),
        ("DPRK", "North Korea"),
        ("State of Texas", "Texas"),
        ("Republic of Ireland", "Ireland"),
        ("Tex.", "Texas"),
        ("N. Ireland", "Northern Ireland"),
        ("Helmand Province", "Helmand"),
        ("North Korea", "North"),
        ("Türkiye", "Turkey"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Kiev", "Kyiv"),
    ],
)
def test_these_are_one_place(count, one, other):
    assert count(f"[{one} GPE] rose. [{other} GPE] fell.") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Austria", "Australia"),
        ("Niger", "Nigeria"),
        ("Mexico", "Mexico City"),
        ("Republic of China", "People's Republic of China"),
        ("Congo", "Democratic Republic of Congo"),
        ("North Korea", "South Korea"),
    ],
)
def test_these_are_two_places(count, one, other):
    assert count(f"[{one} GPE] rose. [{other} GPE] fell.") == 2


def test_the_north_is_neither_of_two_that_it_can_be(count):
    assert count("[North Korea GPE] and [North Dakota GPE] and the [North LOC]") == 3


def test_abbreviations_of_states_are_places_only(count):
    assert count("[Mo PERSON] went to [Missouri GPE].") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kurds", "Kurdish"),
        ("Brazilian-born", "Brazilian"),
        ("S. African", "South African"),
        ("Scots", "Scottish"),
        ("Dutchmen", "Dutch"),
        ("Azeri", "Azerbaijanis"),
        ("Roman Catholic", "Catholics"),
        ("Texans", "Texan"),
    ],
)
def test_these_are_one_people(count, one, other):
    assert count(f"[{one} NORP] came. [{other} NORP] left.") == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Greek Cypriots", "Turkish Cypriots"), ("North Korean", "South Korean"), ("Irish", "Iranian")]
)
def test_these_are_two_peoples(count, one, other):
    assert count(f"[{one} NORP] came. [{other} NORP] left.") == 2


def test_a_people_is_not_its_country(count):
    assert count("[Iraq GPE] and the [Iraqis NORP], [America GPE] and [Americans NORP]") == 4
