"""What a whole document tells about the names in it. Spans are given, so nothing here depends on a model."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.entities.casing import recase
from services.enrich.entities.mentions import nowhere, refine
from services.enrich.entities.recogniser import NAME_LABELS, Span
from services.enrich.entities.types import Find
from services.enrich.places.gazetteer import Place
from tests.processor_time import processor_seconds


@pytest.fixture
def mentions(marked):
    """The mentions of a marked text, as `text LABEL`."""

    def find(example: str) -> list[str]:
        text, spans = marked(example)
        return [f"{text[m.start : m.end]} {m.label}" for m in refine(text, recase(text), spans)]

    return find


def test_a_name_found_once_is_found_everywhere(mentions):
    assert mentions("[Orlex ORG] grew. Rivals of Orlex did not.") == ["Orlex ORG", "Orlex ORG"]


def test_the_surname_of_a_person_is_found_by_itself(mentions):
    assert mentions("[Anna Keller PERSON] won. Keller smiled.") == ["Anna Keller PERSON", "Keller PERSON"]


def test_the_longest_name_is_found(mentions):
    text = "[Arden GPE], [Port Arden GPE]. Port Arden."
    assert mentions(text) == ["Arden GPE", "Port Arden GPE", "Port Arden GPE"]


@pytest.mark.parametrize("other", ["Orlexia", "Orlex-Bank", "pre-Orlex"])
def test_only_the_same_whole_word_is_found(mentions, other):
    assert mentions(f"[Orlex ORG] grew. And {other} too.") == ["Orlex ORG"]


def test_a_headline_in_capitals_has_the_names_of_the_body(mentions):
    assert mentions("KELLER LEAVES ORLEX\n\n[Anna Keller PERSON] left [Orlex ORG].")[:2] == [
        "KELLER PERSON",
        "ORLEX ORG",
    ]


def test_a_name_has_one_type_which_most_of_its_mentions_tell(mentions):
    assert mentions("[Orlex PERSON] grew. [Orlex ORG] fell. [Orlex ORG] rose.") == ["Orlex ORG"] * 3


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Mr [Dorn ORG] left.", "PERSON"),
        ("He met the captain, [Dorn GPE].", "PERSON"),
        ("[Dorn ORG], 34, left.", "PERSON"),
        ("Rain fell in [Dorn PERSON].", "GPE"),
        ("The rain in [Dorn ORG] province", "GPE"),
        ("[Dorn Inc PERSON] grew.", "ORG"),
        ("[Dorn S.A. PERSON] grew.", "ORG"),
        ("[Dorn University PERSON] grew.", "ORG"),
        ("[Pierre Dorn ORG] left.", "PERSON"),
        ("[Norway ORG] won.", "GPE"),
        ("The [Kenyans ORG] won.", "NORP"),
    ],
)
def test_the_words_in_and_around_a_name_tell_its_type(mentions, text, label):
    assert mentions(text)[0].rpartition(" ")[2] == label


def test_a_company_is_one_under_its_short_name_too(mentions):
    assert mentions("[Dorn PERSON] grew. [Dorn Paper Inc ORG] did.") == ["Dorn ORG", "Dorn Paper Inc ORG"]


def test_what_tells_that_a_surname_is_a_person_goes_for_the_full_name_too(mentions):
    assert mentions("[Ola Dorn ORG] won. Mr [Dorn ORG] left.") == ["Ola Dorn PERSON", "Dorn PERSON"]


def arden(population: int, feature: str = "PPL") -> Find:
    """A gazetteer that knows Arden alone."""
    place = Place(1, "Arden", "US", "ME", "", 44.0, -69.0, population, feature, True)
    return lambda name: [place] if name == "Arden" else []


@pytest.mark.parametrize(
    ("found", "label"), [(arden(900_000), "GPE"), (arden(20_000, "PPLC"), "GPE"), (arden(900), "ORG"), (nowhere, "ORG")]
)
def test_a_gazetteer_tells_that_a_name_is_that_of_a_large_place(marked, found, label):
    text, spans = marked("[Arden ORG] waited.")
    assert refine(text, text, spans, found)[0].label == label


def test_peoples_and_countries_need_no_model(mentions):
    assert mentions("Two Norwegians and a Kenyan pilot flew to Sri Lanka.") == [
        "Norwegians NORP",
        "Kenyan NORP",
        "Sri Lanka GPE",
    ]


def test_two_peoples_with_a_hyphen_are_one_name(mentions):
    assert mentions("the [Arab-Israeli ORG] talks") == ["Arab-Israeli NORP"]


@pytest.mark.parametrize(
    ("dateline", "found"),
    [
        ("PORT ARDEN 2004-05-11\nIt rained.", ["PORT ARDEN GPE"]),
        ("PORT ARDEN, Maine 2004-05-11\nIt rained.", ["PORT ARDEN GPE", "Maine GPE"]),
        ("PARIS, Aug 22 (Reuters) - It rained.", ["PARIS GPE", "Reuters ORG"]),
        ("ARDEN (AP) — It rained.", ["ARDEN GPE", "AP ORG"]),
        ("Lena Dorn\nARDEN 2004-05-11\nIt rained.", ["Lena Dorn PERSON", "ARDEN GPE"]),
        ("It rained in the north, officials said (Xinhua).", ["Xinhua ORG"]),
    ],
)
def test_datelines_name_places_reporters_and_agencies(mentions, dateline, found):
    assert mentions(dateline) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Lena Dorn (Norway) beat Ada Okoth (Kenya) 6-4",
            ["Lena Dorn PERSON", "Norway GPE", "Ada Okoth PERSON", "Kenya GPE"],
        ),
        ("1. Lena Dorn (Norway) Orlex 4 hours", ["Lena Dorn PERSON", "Norway GPE", "Orlex ORG"]),
        ("Arden 2 Hill Rovers 0", ["Arden ORG", "Hill Rovers ORG"]),
        ("Hill (A) 2 Arden (B) 0", ["Hill (A) ORG", "Arden (B) ORG"]),
        ("62 Lena Dorn, Ada Moe (Kenya)", ["Lena Dorn PERSON", "Ada Moe PERSON", "Kenya GPE"]),
        ("1. Lena Dorn (Norway), Orlex Hill, 53.980", ["Lena Dorn PERSON", "Norway GPE", "Orlex Hill ORG"]),
        ("Norway 2 Arden 0", ["Norway GPE", "Arden ORG"]),
        ("Hill Rovers 4 3 1 0 7 4 10", ["Hill Rovers ORG"]),
        ("ARDEN 74 59 .556 -", ["ARDEN ORG"]),
        ("Playing Sunday: Arden v Hill Rovers", ["Arden ORG", "Hill Rovers ORG"]),
        ("Norway - Lena Dorn (31st minute), Ada Moe (75th)", ["Norway GPE", "Lena Dorn PERSON", "Ada Moe PERSON"]),
        ("J. Dorn c Moe b Okoth 14", ["J. Dorn PERSON", "Moe PERSON", "Okoth PERSON"]),
        ("Moe 10-1-48-2", ["Moe PERSON"]),
    ],
)
def test_lines_of_results_are_read_by_their_shape(mentions, line, found):
    assert mentions(line) == found


def test_a_team_in_a_table_and_the_town_it_plays_for_keep_their_types(mentions):
    assert mentions("ARDEN 2004-05-11\nArden 2 Hill 0\nIt rained in Arden.") == [
        "ARDEN GPE",
        "Arden ORG",
        "Hill ORG",
        "Arden GPE",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He lives in Arden Street.", "Arden Street FAC"),
        ("It is off Moe's Arden Street.", "Arden Street FAC"),
        ("The USS Arden sank.", "USS Arden PRODUCT"),
        ("It fled Cyclone Dorn.", "Cyclone Dorn EVENT"),
    ],
)
def test_sites_vessels_and_storms_say_what_they_are(mentions, text, found):
    assert mentions(text) == [found]


def test_bodies_of_the_world_need_no_model(mentions):
    assert mentions("Tass and Interfax asked NATO.") == ["Interfax ORG", "NATO ORG"]


def test_a_surname_that_is_a_place_too_is_the_person_of_the_text(marked):
    text, spans = marked("[Lena Arden PERSON] won. [Arden GPE] smiled.")
    assert [m.label for m in refine(text, text, spans, arden(900_000))] == ["PERSON", "PERSON"]


@pytest.mark.parametrize("text", ["the Arden Open", "the 1998 Arden Cup", "the Arden Grand Prix"])
def test_events_are_known_by_their_last_word(mentions, text):
    assert mentions(text) == [text.removeprefix("the ") + " EVENT"]


@pytest.mark.parametrize(
    "text",
    [
        "[Friday ORG]",
        "[March GPE]",
        "[SOCCER GPE]",
        "[the government ORG]",
        "[Profit ORG]",
        "[21.0 MLN PERSON]",
        "[42 ORG]",
        "[1996 DATE]",
    ],
)
def test_what_names_nothing_is_dropped(mentions, text):
    assert mentions(text) == []


def test_a_word_that_the_text_also_has_in_small_letters_is_no_name(mentions):
    assert mentions("[Automakers GPE] fell. Other automakers rose.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Orlex news agency ORG]", ["Orlex ORG"]),
        ("[Arden 2004-05-11 GPE]", ["Arden GPE"]),
        ("[Orlex - Arden ORG]", ["Orlex ORG", "Arden ORG"]),
        ("[League for Hope (LFH ORG])", ["League for Hope ORG", "LFH ORG"]),
        ("[League for Hope ORG] (LFH)", ["League for Hope ORG", "LFH ORG"]),
        ("[Ada von der PERSON] Moe", ["Ada von der Moe PERSON"]),
        ("[Ada PERSON] de Moe", ["Ada de Moe PERSON"]),
        ("[Ada al-Moe PERSON]", ["Ada al-Moe PERSON"]),
    ],
)
def test_a_span_is_cut_or_drawn_out_to_whole_names(mentions, text, found):
    assert mentions(text) == found


@given(st.data())
def test_mentions_lie_in_order_inside_the_text_whatever_it_is(data):
    text = data.draw(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("Ab (.)-\n1'"))))
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    label = st.sampled_from(sorted(NAME_LABELS))
    spans = [Span(a, b, data.draw(label)) for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    found = refine(text, recase(text), spans)
    assert all(0 <= m.start < m.end <= len(text) and m.label in NAME_LABELS for m in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_time_grows_with_the_length_of_the_text_alone(marked):
    def seconds(paragraphs: int) -> float:
        text, spans = marked(
            "".join(f"[Ann{n} Dorn{n} PERSON] met Dorn{n} in ARDEN {n} {n}.\n" for n in range(paragraphs))
        )
        return processor_seconds(lambda: refine(text, recase(text), spans))

    assert seconds(4_000) < 8 * seconds(1_000)


@pytest.mark.parametrize(
    "unit", ["A", "A.", "A-", "A ", "A's ", "(A) ", "Ab (Ab) ", "Ab 1 ", "AB, ", "of Ab ", " ", "\n"]
)
def test_no_text_of_200_000_characters_takes_long(unit):
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    refine(text, recase(text), [Span(0, 1, "ORG")])
    assert time.process_time() - began < 5  # one second at most; minutes where it grows with the square
