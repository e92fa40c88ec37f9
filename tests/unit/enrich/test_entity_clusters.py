"""One entity for each real thing in a document. Spans are given, so nothing here depends on a model."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.entities.clusters import cluster
from services.enrich.entities.recogniser import NAME_LABELS, Span
from tests.processor_time import processor_seconds


@pytest.fixture
def clusters(marked):
    """The entities of a marked text, each as the list of its mentions."""
    return lambda text: [[mention.text for mention in entity.mentions] for entity in cluster(*marked(text))]


@pytest.fixture
def entities(marked):
    return lambda text: cluster(*marked(text))


def test_the_same_name_is_one_entity(clusters):
    assert clusters("[Peru GPE] said [Peru GPE] and [Chile GPE]") == [["Peru", "Peru"], ["Chile"]]


def test_a_surname_is_the_person_named_in_full(clusters):
    assert clusters("[Bashar al-Assad PERSON] met [Sergei Lavrov PERSON]. [Assad PERSON] left.") == [
        ["Bashar al-Assad", "Assad"],
        ["Sergei Lavrov"],
    ]


def test_a_town_with_its_state_is_no_person_of_that_name(clusters):
    text = "[Ada Halden PERSON] spoke. In [Halden GPE], [Ohio GPE], they cheered. [Halden PERSON] left."
    assert clusters(text) == [["Ada Halden", "Halden"], ["Halden"], ["Ohio"]]


def test_two_towns_of_one_name_with_their_states_are_two(clusters):
    text = "[Halden GPE], [W.Va. GPE], and [Halden GPE], [Maine GPE], met. [Halden GPE], [West Virginia GPE], won."
    assert clusters(text) == [["Halden", "Halden"], ["W.Va.", "West Virginia"], ["Halden"], ["Maine"]]


def test_an_acronym_that_fits_two_means_the_one_named_more_often(clusters):
    text = "[Halden Motors ORG] rose. [Halden Motors ORG] led, [Halden Mills ORG] fell. [HM ORG] said so."
    assert clusters(text) == [["Halden Motors", "Halden Motors", "HM"], ["Halden Mills"]]


def test_a_surname_that_comes_first_is_found_too(clusters):
    assert clusters("[Lavrov PERSON] arrives\n\n[Sergei Lavrov PERSON] came.") == [["Lavrov", "Sergei Lavrov"]]


def test_a_surname_in_a_headline_is_who_the_body_names(clusters):
    text = "[Quinn GPE] drives home\n\n[Niall Quinn PERSON] left. [Quinn GPE] drove."
    assert clusters(text) == [["Quinn", "Niall Quinn", "Quinn"]]


def test_a_surname_that_two_people_share_is_the_one_last_introduced(clusters):
    text = "[Anna Berg PERSON] left. [Otto Berg PERSON] stayed. [Berg PERSON] smiled."
    assert clusters(text) == [["Anna Berg"], ["Otto Berg", "Berg"]]


def test_a_surname_that_the_model_took_for_an_organisation_is_still_the_person(entities):
    (entity,) = entities("[Sergei Lavrov PERSON] and [Lavrov ORG] and [Lavrov ORG] and [Sergei Lavrov PERSON]")
    assert entity.label == "PERSON"


def test_a_surname_that_the_model_took_for_a_place_is_still_the_person(clusters):
    assert clusters("[Niall Quinn PERSON] left. [Quinn GPE] drove.") == [["Niall Quinn", "Quinn"]]


def test_a_place_that_something_is_in_is_not_a_person_of_that_name(clusters):
    text = "[George Washington PERSON] spoke in [Washington GPE]. [Washington GPE] waited."
    assert clusters(text) == [["George Washington"], ["Washington", "Washington"]]


def test_a_place_named_before_any_person_of_that_name_stays_a_place(clusters):
    text = "[Washington GPE]: [George Washington PERSON] spoke."
    assert clusters(text) == [["Washington"], ["George Washington"]]


def test_a_place_is_not_the_person_of_that_first_name(clusters):
    assert clusters("[Conrad Holm PERSON] left. [Conrad GPE] slept.") == [["Conrad Holm"], ["Conrad"]]


def test_a_surname_is_a_person_though_the_full_name_was_taken_for_a_company(clusters):
    assert clusters("[Sergei Lavrov ORG] left. [Lavrov PERSON] smiled.") == [["Sergei Lavrov", "Lavrov"]]


@pytest.mark.parametrize("label", ["GPE", "ORG"])
def test_an_acronym_at_the_end_of_a_name_is_not_its_bearer(clusters, label):
    assert clusters(f"[Holiday Inn B.C. ORG] lies in [B.C. {label}]") == [["Holiday Inn B.C."], ["B.C."]]


def test_an_organisation_is_no_short_name_of_its_event(clusters):
    assert clusters("The [Halden Cup EVENT] of [Halden ORG]") == [["Halden Cup"], ["Halden"]]


def test_a_people_is_one_entity_in_singular_and_plural(clusters):
    assert clusters("[Iraqis NORP] and an [Iraqi NORP], the [Swiss NORP]") == [["Iraqis", "Iraqi"], ["Swiss"]]


def test_a_middle_name_or_initial_makes_no_other_person(clusters):
    text = "[Ana Maria Ruiz PERSON], [Ana Ruiz PERSON], [A. Ruiz PERSON]"
    assert clusters(text) == [["Ana Maria Ruiz", "Ana Ruiz", "A. Ruiz"]]


def test_a_first_name_is_the_only_person_who_bears_it(clusters):
    assert clusters("[Ban Ki-moon PERSON] and [Ban PERSON]") == [["Ban Ki-moon", "Ban"]]


def test_a_first_name_that_two_people_bear_stays_alone(clusters):
    text = "[Eva Holm PERSON], [Eva Lund PERSON] and [Eva PERSON]"
    assert clusters(text) == [["Eva Holm"], ["Eva Lund"], ["Eva"]]


def test_mr_and_mrs_smith_are_two_people(clusters):
    assert clusters("Mr [Smith PERSON] and Mrs. [Smith PERSON] left; Mr [Smith PERSON] drove.") == [
        ["Smith", "Smith"],
        ["Smith"],
    ]


def test_mrs_smith_is_not_the_man_of_that_name(clusters):
    assert clusters("Mr [John Smith PERSON] left. [Mrs Smith PERSON] stayed.") == [["John Smith"], ["Smith"]]


def test_a_title_tells_the_sex_of_the_person_it_is_linked_to(clusters):
    text = "[Jo Smith PERSON] left. Mr [Smith PERSON] drove. Mrs [Smith PERSON] stayed."
    assert clusters(text) == [["Jo Smith", "Smith"], ["Smith"]]


@pytest.mark.parametrize("short", ["SOHR", "S.O.H.R.", "the SOHR"])
def test_an_acronym_is_the_organisation_with_these_initials(clusters, short):
    (found,) = clusters(f"[Syrian Observatory for Human Rights ORG] said. [{short} ORG] said.")
    assert len(found) == 2


@pytest.mark.parametrize(("one", "other"), [("UN", "U.N."), ("United States", "U.S."), ("UK", "Britain")])
def test_common_acronyms_need_no_introduction(clusters, one, other):
    (found,) = clusters(f"[{one} GPE] and [{other} GPE]")
    assert len(found) == 2


def test_initials_that_skip_a_word_need_the_brackets(clusters):
    text = "[Kestrel Marine Research Centre ORG] and [KRC ORG]"
    assert len(clusters(text)) == 2
    text = "[Kestrel Marine Research Centre ORG] ([KRC ORG]), the [KRC ORG]"
    assert len(clusters(text)) == 1


@pytest.mark.parametrize("name", ["Organisation for Economic Co-operation and Development", "OECD"])
def test_vowels_of_an_acronym_are_not_taken_for_an_umlaut(clusters, name):
    assert len(clusters(f"[{name} ORG] and [O.E.C.D. ORG]")) == 1


def test_spelling_makes_no_difference(clusters):
    assert len(clusters("[Deutsche Börse ORG] or [Deutsche Boerse AG ORG] or [DEUTSCHE BÖRSE ORG]")) == 1


def test_a_short_name_is_the_only_organisation_that_it_can_mean(clusters):
    assert clusters("[Halden Savings Bank ORG] fell. [Halden ORG] rose.") == [["Halden Savings Bank", "Halden"]]


def test_two_companies_that_share_a_first_word_stay_apart(clusters):
    text = "[Halden Bank ORG], [Halden Steel ORG] and [Halden ORG]"
    assert clusters(text) == [["Halden Bank"], ["Halden Steel"], ["Halden"]]


def test_a_company_named_in_full_is_no_short_name_of_another(clusters):
    text = "[Halden Inc. ORG] sued [Halden Steel ORG]. [Halden ORG] won."
    assert clusters(text) == [["Halden Inc.", "Halden"], ["Halden Steel"]]


def test_a_first_name_is_not_what_a_nickname_stands_for(clusters):
    text = "[Thomas Holm PERSON] and [Tom Lund PERSON]; [Thomas PERSON] left, [Tom PERSON] stayed."
    assert clusters(text) == [["Thomas Holm", "Thomas"], ["Tom Lund", "Tom"]]


@pytest.mark.parametrize(
    ("short", "name"), [("HT", "HaldenTube"), ("Halden", "Halden.com"), ("HRT", "Halden RadioTube")]
)
def test_capitals_within_a_word_and_domains_are_known(clusters, short, name):
    assert len(clusters(f"[{name} ORG] fell. [{short} ORG] rose.")) == 1


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("the Kremlin", "Kremlin"),
        ("Kuwait’s", "Kuwait"),
        ("Kuwait's", "Kuwait"),
        ("“Nature”", "Nature"),
        ("A United Europe", "United Europe"),
        ("Acme Inc.", "Acme Inc."),
        ("Mali\n\nThe", "Mali"),
    ],
)
def test_spans_are_trimmed_to_the_name(clusters, span, name):
    assert clusters(f"[{span} ORG]") == [[name]]


@pytest.mark.parametrize("span", ["President Ruiz", "Vice-President Ruiz", "Prime Minister Ruiz", "Dr. Ruiz"])
def test_titles_are_not_part_of_a_persons_name(clusters, span):
    assert clusters(f"[{span} PERSON]") == [["Ruiz"]]


@pytest.mark.parametrize("span", ["the", "'s", "--", "12", " ", "\u037a"])
def test_what_has_no_name_left_is_dropped(clusters, span):
    assert clusters(f"[{span} ORG]") == []


@pytest.mark.parametrize("label", ["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"])
def test_dates_and_numbers_are_not_entities(clusters, label):
    assert clusters(f"[Monday {label}]") == []


def test_the_label_is_that_of_most_mentions(entities):
    (entity,) = entities("[Aleppo NORP], [Aleppo GPE] and [Aleppo GPE]")
    assert entity.label == "GPE"


def test_the_name_is_the_fullest_mention(entities):
    (entity,) = entities("[UN ORG], [United Nations ORG], [U.N. ORG]")
    assert entity.name == "United Nations"


def test_the_name_is_rather_one_in_small_letters(entities):
    (entity,) = entities("[SERGEI LAVROV PERSON] LEAVES\n\n[Sergei Lavrov PERSON] left.")
    assert entity.name == "Sergei Lavrov"


def test_a_people_is_called_by_its_singular(entities):
    (entity,) = entities("[Iraqis NORP] and an [Iraqi NORP]")
    assert entity.name == "Iraqi"


def test_ids_count_from_one_in_order_of_first_mention(entities):
    found = entities("[Lavrov PERSON] in [Moscow GPE] with [Sergei Lavrov PERSON] of [Russia GPE]")
    assert [(entity.id, entity.name) for entity in found] == [(1, "Sergei Lavrov"), (2, "Moscow"), (3, "Russia")]


@given(st.data())
def test_every_mention_stands_in_the_text_and_in_one_entity(data):
    words = st.sampled_from(
        [
            "Mr",
            "Smith",
            "John",
            "the",
            "UN",
            "U.N.",
            "Al-Sabah",
            "'s",
            "(",
            ")",
            "\n",
            "Inc.",
            "é",
            "(UN)",
            "Bank",
            "of",
        ]
    )
    text = " ".join(data.draw(st.lists(words | st.text(max_size=3), min_size=1, max_size=30)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    labels = st.sampled_from(sorted(NAME_LABELS))
    spans = [Span(a, b, data.draw(labels)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    found = [mention for entity in cluster(text, spans) for mention in entity.mentions]
    assert all(text[m.start : m.end] == m.text for m in found)
    found.sort(key=lambda mention: mention.start)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_time_grows_with_the_number_of_mentions_and_hardly_faster():
    def seconds(mentions: int) -> float:
        choice = random.Random(1)
        text, spans = "", []
        for _ in range(mentions):
            name = f"{choice.choice('ABCDE')}{choice.randrange(mentions)} {choice.choice(['Smith', 'Jones'])}"
            name = choice.choice([name, name.split()[1], f"Mrs {name}"])
            spans.append(Span(len(text), len(text) + len(name), choice.choice(["PERSON", "ORG"])))
            text += name + " "
        return processor_seconds(lambda: cluster(text, spans))

    assert seconds(8_000) < 12 * max(seconds(2_000), 0.01)
