import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.canonical import Canonical, canonical, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "SERGEI LAVROV"),
        ("Bashar al-Assad", "Bashar Al Assad"),
        ("U.N.", "UN"),
        ("François Hollande", "Francois Hollande"),
        ("Deutsche Börse", "Deutsche Borse"),
        ("Große Straße", "grosse strasse"),
        ("O’Brien", "O'Brien"),
        ("  New\n York ", "New York"),
        ("ﬁnland", "Finland"),
    ],
)
def test_spelling_is_set_aside(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lavrov", "Sergei Lavrov"), ("Al Gore", "Algore"), ("北京", "东京"), ("G7", "G8")]
)
def test_other_words_are_another_name(one, other):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_normalised_name_is_words_between_single_spaces_and_stays_what_it_is(name):
    key = name_key(name)
    assert key == " ".join(key.split())
    assert all(word.isalnum() for word in key.split())
    assert name_key(key) == key


def test_entities_are_one_thing_if_they_share_label_normalised_name_and_place():
    assert canonical("GPE", "Moscow", 524901) == Canonical("moscow", "GPE", 524901)
    assert len({canonical(*e) for e in (("GPE", "Moscow", 1), ("GPE", "Moscow", 2), ("GPE", "Moscow", None))}) == 3
    assert canonical("ORG", "Moscow", None) != canonical("GPE", "Moscow", None)


@pytest.mark.parametrize(
    "entity",
    [
        ("ORG", "...", None),
        ("ORG", "a" * 501, None),
        ("X" * 500, "a", None),
        ("ORG\0", "a", None),
        ("ORG", "a\ud800", None),
        ("GPE", "a", 2**63),
        ("GPE", "a", -1),
    ],
)
def test_what_no_index_can_hold_is_no_thing(entity):
    assert canonical(*entity) is None


@given(st.text(st.characters(max_codepoint=127)))
def test_a_name_of_ascii_alone_is_normalised_as_every_other(name):
    assert name_key(name) == name_key(f"{name}\N{COMBINING ACUTE ACCENT}")
