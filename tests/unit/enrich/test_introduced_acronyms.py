"""Acronyms in brackets behind what they stand for. Spans are given, so nothing here depends on a model."""

import pytest

from services.enrich.entities.clusters import cluster


@pytest.fixture
def clusters(marked):
    """The entities of a marked text, each as the list of its mentions."""
    return lambda text: [[mention.text for mention in entity.mentions] for entity in cluster(*marked(text))]


def test_an_acronym_in_brackets_is_the_name_before_it(clusters):
    text = "The [Kestrel Marine Research Centre ORG] ([KRC ORG]) closed. [KRC ORG] staff left."
    assert clusters(text) == [["Kestrel Marine Research Centre", "KRC", "KRC"]]


def test_an_acronym_that_the_model_missed_is_found_wherever_it_stands(clusters):
    text = "The [Kestrel Marine Research Centre ORG] (KMRC) closed. Staff of the KMRC left. KMRCs remain."
    assert clusters(text) == [["Kestrel Marine Research Centre", "KMRC", "KMRC"]]


def test_a_name_begins_where_the_first_letter_of_its_acronym_stands(clusters):
    text = "Staff of the Halden Institute for [River Trade ORG] (HIRT) left."
    assert clusters(text) == [["Halden Institute for River Trade", "HIRT"]]


def test_a_name_goes_on_to_the_brackets_of_its_acronym(clusters):
    text = "The [Halden Institute ORG] for River Trade (HIRT) closed."
    assert clusters(text) == [["Halden Institute for River Trade", "HIRT"]]


def test_a_name_fuller_than_its_acronym_stays_whole(clusters):
    text = "The [Royal Halden Trust ORG] (HT) closed."
    assert clusters(text) == [["Royal Halden Trust", "HT"]]


def test_an_acronym_may_begin_with_another(clusters):
    text = "The [U.N. Relief Mission ORG] in Halden (UNREMH) left."
    assert clusters(text) == [["U.N. Relief Mission in Halden", "UNREMH"]]


def test_letters_are_not_spelled_by_what_stands_in_another_sentence(clusters):
    assert clusters("[Halden Trust ORG] closed. Much later [Oslo GPE] (HTO) rose.") == [["Halden Trust"], ["Oslo"]]


def test_what_is_no_name_is_not_introduced(clusters):
    assert clusters("His heart rate (HR) rose in [Oslo GPE].") == [["Oslo"]]


@pytest.mark.parametrize("letters", ["ANP", "PSX"])
def test_an_acronym_in_another_language_is_the_organisation_right_before_it(clusters, letters):
    text = f"The [National Agency of Petroleum ORG] ([{letters} ORG]) said. [{letters} ORG] left."
    assert clusters(text) == [["National Agency of Petroleum", letters, letters]]


def test_what_stands_in_brackets_behind_two_names_is_no_acronym_of_theirs(clusters):
    text = "[Halden Rowing Club ORG] (NOR) beat [Lund Sailing Club ORG] (NOR)."
    assert clusters(text) == [["Halden Rowing Club"], ["Lund Sailing Club"]]


def test_a_place_in_brackets_is_no_acronym(clusters):
    text = "[Halden Rowing Club ORG] ([NOR GPE]) and [Lund Sailing Club ORG] (UK)"
    assert clusters(text) == [["Halden Rowing Club"], ["NOR"], ["Lund Sailing Club"]]


def test_the_first_introduction_of_an_acronym_counts(clusters):
    text = "[Halden River Trust ORG] ([HRT ORG]) and [River Trust ORG] ([HRT ORG])"
    assert clusters(text) == [["Halden River Trust", "HRT", "River Trust", "HRT"]]
    text = "[Halden River Trust ORG] ([HRT ORG]) and [Holm Rail Trust ORG] ([HRT ORG])"
    assert clusters(text) == [["Halden River Trust", "HRT", "HRT"], ["Holm Rail Trust"]]


def test_a_name_introduced_behind_its_own_surname_ends_nothing_in_a_circle(clusters):
    text = "[Rail Trust ORG] ([RTH ORG]), [Holm Rail Trust ORG] ([RTH ORG]), [Rail Trust ORG] ([HRT ORG])"
    assert sum(map(len, clusters(text))) == 6
