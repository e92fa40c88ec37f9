"""Which of the places of a name is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.places.resolve import is_clear, resolve
from tests.processor_time import processor_seconds


def test_without_a_word_the_best_known_place_is_meant(places):
    assert places("He left [Paris] on Monday.") == {"Paris": "FR.11"}


def test_a_country_comes_before_towns_of_its_name(places):
    assert places("A bomb went off in [Turkey].") == {"Turkey": "TR"}


def test_a_city_comes_before_the_state_that_is_named_after_it(answers):
    found = answers("[Washington] is silent, and so is [New York].")
    assert found["Washington"].place.geonames == 4140963
    assert found["New York"].place.geonames == 5128581


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A man from [Paris], [Texas], was fined.", "US.TX"),
        ("A man from [Paris], Texas, was fined.", "US.TX"),
        ("A man from [Paris], Ky., was fined.", "US.KY"),
        ("A man from [Paris] (Missouri) was fined.", None),
        ("A man from [Paris] in [Missouri] was fined.", "US.MO"),
        ("A man from [Paris], a small town in [Missouri], was fined.", "US.MO"),
        ("[Missouri]'s [Paris] was flooded.", "US.MO"),
        ("The [Missouri] city of [Paris] was flooded.", "US.MO"),
        ("[Paris], [Missouri], was flooded. The mayor of [Paris] is away.", "US.MO"),
    ],
)
def test_the_state_beside_a_town_decides(places, text, where):
    if where:
        assert places(text)["Paris"] == where


@pytest.mark.parametrize("state", ["Man.", "Manitoba", "MB"])
def test_provinces_are_known_by_their_abbreviations(places, state):
    assert places(f"She was born in [Churchill], [{state}] last year.") == {"Churchill": "CA.03", state: "CA.03"}


def test_a_city_says_which_country_or_state_is_meant(places):
    assert places("He moved from [Atlanta] to [Macon] in [Georgia].")["Georgia"] == "US.GA"
    assert places("Police in [Tbilisi], [Georgia], said so.")["Georgia"] == "GE"


def test_towns_near_one_another_are_meant_together(places):
    assert places("Pupils from [Edmonton] won. [Enfield] Council paid.") == {"Edmonton": "GB.ENG", "Enfield": "GB.ENG"}


def test_places_of_one_country_are_meant_together(places):
    text = "[London] got a new hospital. [Ontario] paid for it, as in [Toronto] and [Ottawa]."
    assert places(text)["London"] == "CA.08"


def test_where_the_text_was_published_counts_as_named(places):
    assert places("Snow fell in [London] on Monday.")["London"] == "GB.ENG"
    assert places("Snow fell in [London] on Monday.", home="Toronto, Ontario")["London"] == "CA.08"


@pytest.mark.parametrize(
    ("home", "clear"),
    [
        *(("Toronto, Ontario", True), ("London", True), ("Nowhere at all", False), ("Nowhere, Ontario", False)),
        *(("Columbia", False), ("Columbia, Missouri", True), (",", False)),
    ],
)
def test_a_home_is_clear_if_each_part_of_it_is_one_place(gazetteer, home, clear):
    assert is_clear(home, gazetteer) is clear


def test_of_a_home_that_is_clear_in_part_that_part_counts(places):
    assert places("Snow fell in [London] on Monday.", home="Nowhere, Ontario")["London"] == "CA.08"


@pytest.mark.parametrize("home", ["", ",", "Nowhere at all", "x, , y", "\ud800"])
def test_an_unknown_home_says_nothing(places, home):
    assert places("Snow fell in [London].", home=home) == {"London": "GB.ENG"}


def test_a_county_is_found_in_its_state(answers):
    found = answers("Two men of [Columbia], [Missouri], were held in [Monroe County].")
    assert found["Monroe County"].place.geonames == 4398864


def test_words_tell_a_state_from_its_city(answers):
    assert answers("The state of [New York] sued.")["New York"].place.geonames == 5128638
    assert answers("The [Washington] legislature met.")["Washington"].place.geonames == 5815135


@pytest.mark.parametrize(
    ("name", "country"),
    [("Turkish", "TR"), ("Americans", "US"), ("French", "FR"), ("British", "GB"), ("European", "")],
)
def test_a_people_is_at_home_in_its_country(places, name, country):
    assert places(f"The [{name}] have left.") == {name: country}


@pytest.mark.parametrize("name", ["U.S.", "US", "USA", "America", "the United States"])
def test_a_country_is_known_by_its_short_names(places, name):
    assert places(f"He left [{name}].") == {name: "US"}


def test_la_is_los_angeles_and_no_state(answers):
    assert answers("A star from [LA] arrived.")["LA"].place.name == "Los Angeles"
    assert answers("He lives in [Monroe], [La].")["La"].place.name == "Louisiana"


@pytest.mark.parametrize("name", ["southern France", "North-East France", "Greater London", "Toronto area"])
def test_a_part_of_a_place_is_looked_up_by_the_place(answers, name):
    place = answers(f"Rain fell in [{name}].")[name].place
    assert place.name in name


@pytest.mark.parametrize(
    "text",
    [
        "Planes at [Ottawa]'s [Maple Lake Airport] were late.",
        "Planes at [Maple Lake Airport] in [Ottawa] were late.",
        "Planes at [Maple Lake Airport], [Ottawa], were late.",
    ],
)
def test_a_building_that_the_gazetteer_lacks_is_in_the_town_that_the_text_says(answers, text):
    found = answers(text)
    airport = found["Maple Lake Airport"]
    assert airport.place.name == "Ottawa"
    assert airport.confidence < found["Ottawa"].confidence


def test_a_landmark_is_in_its_city(places):
    assert places("The [White House] is lit, as is the [Louvre].") == {"White House": "US.DC", "Louvre": "FR.11"}


def test_two_towns_with_a_comma_between_them_are_a_list(places):
    assert places("He saw [Ottawa], [Paris] and [London].")["Ottawa"] == "CA.08"


def test_nothing_is_said_of_an_unknown_name(places):
    assert places("They met in [Xyzzyville].") == {"Xyzzyville": None}


def test_a_building_called_after_a_state_is_not_the_state(answers):
    found = answers("Doctors at [Ontario Medical Center] in [Ottawa], [Ontario], said so.")
    assert found["Ontario Medical Center"].place.name == "Ottawa"


@pytest.mark.parametrize("name", ["South", "the West", "Pacific", "South Pacific", "Gulf", "West Europe", "North Sea"])
def test_nothing_is_said_of_waters_and_directions(places, name):
    assert places(f"Storms come from the [{name}].") == {name: None}


def test_an_acronym_is_no_village(places):
    assert places("The [EU] agreed.") == {"EU": None}
    assert places("They live in [Eu].") == {"Eu": "FR.28"}


def test_nothing_is_said_where_only_a_rare_spelling_of_a_village_fits(places):
    assert places("The [Sears] building was sold.") == {"Sears": None}


def test_confidence_is_higher_where_the_text_says_more(answers):
    alone = answers("She is from [Columbia].")["Columbia"]
    stated = answers("She is from [Columbia], [Missouri].")["Columbia"]
    assert 0 <= (alone.confidence if alone else 0) < stated.confidence <= 1


names = st.sampled_from(["Paris", "London", "Georgia", "Missouri", "U.S.", "Turkish", "Monroe County", "\ud800", "Ω"])
gaps = st.sampled_from([", ", " in ", "'s ", " ", "", " (", "\n"])


@given(st.lists(st.tuples(names, gaps), max_size=12), st.randoms())
def test_any_text_and_any_entities_give_one_answer_each(gazetteer, parts, random):
    text, spans = "", []
    for name, between in parts:
        spans.append((len(text), len(text) + len(name)))
        text += name + between
    entities = [[] for _ in range(4)]
    for span in spans:
        random.choice(entities).append(span)
    entities = [entity for entity in entities if entity]
    answers = resolve(text, entities, gazetteer)
    assert len(answers) == len(entities)
    assert all(0 <= answer.confidence <= 1 for answer in answers if answer)


def test_time_grows_with_the_number_of_mentions_and_no_faster(gazetteer):
    def seconds(count):
        text = "Paris, Texas, and London. " * count
        entities = [[(26 * n, 26 * n + 5)] for n in range(count)] + [[(26 * n + 7, 26 * n + 12) for n in range(count)]]
        return processor_seconds(lambda: resolve(text, entities, gazetteer))

    assert seconds(1600) < 16 * 4 * max(seconds(100), 0.005)


def test_a_name_as_long_as_a_page_is_none(places):
    assert list(places(f"He left [{' ' * 100_000} airport].").values()) == [None]
