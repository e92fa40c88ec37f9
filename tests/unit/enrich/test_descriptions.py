"""Organisations called by their kind. Spans are given, so nothing here depends on a model."""

import pytest

from services.enrich.entities.clusters import cluster


@pytest.fixture
def clusters(marked):
    """The entities of a marked text, each as the list of its mentions."""
    return lambda text: [[mention.text for mention in entity.mentions] for entity in cluster(*marked(text))]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Syrian Observatory for Human Rights", "Observatory"),
        ("Ministry of Fisheries", "Ministry"),
        ("Halden Savings Bank", "Bank"),
    ],
)
def test_an_organisation_is_called_by_its_kind(clusters, name, kind):
    assert clusters(f"The [{name} ORG] said so. The {kind} counts.") == [[name, kind]]


def test_a_kind_that_the_model_found_is_no_other_organisation(clusters):
    text = "The [Syrian Observatory for Human Rights ORG] said so. The [Observatory ORG] counts."
    assert len(clusters(text)) == 1


def test_a_kind_that_two_have_is_the_one_last_named(clusters):
    text = "The [Ministry of Fisheries ORG] and the [Ministry of Ports ORG] closed. The Ministry said so."
    assert clusters(text) == [["Ministry of Fisheries"], ["Ministry of Ports", "Ministry"]]


def test_a_kind_said_before_the_name_is_not_the_organisation(clusters):
    assert clusters("The Bank fell. [Halden Savings Bank ORG] rose.") == [["Halden Savings Bank"]]


def test_a_kind_in_small_letters_is_a_plain_word(clusters):
    assert clusters("[Halden Savings Bank ORG] rose. The bank fell.") == [["Halden Savings Bank"]]


@pytest.mark.parametrize("name", ["the Bank Holiday", "the Bank-owned", "a Bank"])
def test_a_kind_within_another_name_is_not_the_organisation(clusters, name):
    assert clusters(f"[Halden Savings Bank ORG] rose on {name} ship.") == [["Halden Savings Bank"]]


def test_a_person_or_a_place_has_no_kind(clusters):
    assert clusters("[Anna Berg PERSON] saw [Hallands Park GPE]. The Berg and the Park closed.") == [
        ["Anna Berg"],
        ["Hallands Park"],
    ]
