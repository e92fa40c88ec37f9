"""Which entities of a text get a place."""

import pytest

from services.enrich.places.locate import locate, locate_mentions
from services.wire.messages import Entity, Mention


def entity(number, label, *names, text):
    mentions = tuple(Mention(start=text.index(name), end=text.index(name) + len(name), text=name) for name in names)
    return Entity(id=number, label=label, name=names[0], mentions=mentions)


def test_a_place_gets_its_record(gazetteer):
    text = "Snow fell in London, Ontario."
    (london, ontario) = locate(
        text, [entity(1, "GPE", "London", text=text), entity(2, "GPE", "Ontario", text=text)], gazetteer
    )
    confidence = london.place.confidence
    assert 0.5 < confidence <= 1
    assert london.place.model_dump() == {
        "geonames": 6058560,
        "name": "London",
        "country": "CA",
        "admin1": "Ontario",
        "lat": 42.98,
        "lon": -81.23,
        "confidence": confidence,
    }
    assert ontario.place.geonames == 6093943


@pytest.mark.parametrize(("label", "located"), [("GPE", True), ("LOC", True), ("FAC", True), ("NORP", False)])
def test_the_label_tells_what_may_be_a_place(gazetteer, label, located):
    (found,) = locate("Paris fell.", [entity(1, label, "Paris", text="Paris fell.")], gazetteer)
    assert bool(found.place) == located


@pytest.mark.parametrize("label", ["PERSON", "ORG", "EVENT", "WORK_OF_ART", "LANGUAGE"])
def test_no_other_entity_has_a_place(gazetteer, label):
    before = [entity(1, label, "Paris", text="Paris won.")]
    assert locate("Paris won.", before, gazetteer) == tuple(before)


def test_a_people_named_after_a_place_is_there_and_a_faith_is_nowhere(gazetteer):
    text = "Turks and Muslims voted."
    turks, muslims = locate(
        text, [entity(1, "NORP", "Turks", text=text), entity(2, "NORP", "Muslims", text=text)], gazetteer
    )
    assert turks.place.country == "TR"
    assert muslims.place is None


def test_all_mentions_of_an_entity_tell_its_place(gazetteer):
    text = "Columbia is quiet. A crash near Columbia, Missouri, hurt two. Columbia has buses."
    starts = [text.index("Columbia"), text.index("Columbia, M"), text.index("Columbia has")]
    mentions = tuple(Mention(start=start, end=start + 8, text="Columbia") for start in starts)
    (found,) = locate(text, [Entity(id=1, label="GPE", name="Columbia", mentions=mentions)], gazetteer)
    assert found.place.admin1 == "Missouri"


def test_two_entities_of_one_name_may_be_two_places(gazetteer):
    text = "He moved from Paris, France, to Paris, Texas."
    spans = [(14, 19), (21, 27), (32, 37), (39, 44)]
    entities = [
        Entity(id=n, label="GPE", name=text[s:e], mentions=(Mention(start=s, end=e, text=text[s:e]),))
        for n, (s, e) in enumerate(spans, 1)
    ]
    first, _, second, _ = locate(text, entities, gazetteer)
    assert (first.place.country, second.place.country) == ("FR", "US")


def test_the_same_name_given_twice_is_the_same_place(gazetteer):
    text = "A man from Paris, Texas, was held. PARIS is quiet."
    first, _, second = locate_mentions(text, [(11, 16), (18, 23), (35, 40)], gazetteer)
    assert first == second
    assert first.admin1 == "Texas"


def test_given_mentions_may_overlap_and_stand_in_any_order(gazetteer):
    found = locate_mentions("Paris, Texas", [(7, 12), (0, 12), (0, 5)], gazetteer)
    assert [place.name if place else None for place in found] == ["Texas", None, "Paris"]
