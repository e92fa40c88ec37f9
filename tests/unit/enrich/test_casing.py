"""Headlines in capitals and in title case, as a model reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.entities.casing import recase

BODY = "\n\nThe mayor of Port Arden said on Monday that McGrath would fly home from the NATO talks."


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("MCGRATH FLIES HOME FROM PORT ARDEN.", "McGrath Flies home from Port Arden."),
        ("PORT ARDEN'S MAYOR AT NATO TALKS", "Port Arden's mayor at NATO talks"),
        ("KELLER AND OLSEN WIN", "Keller and Olsen Win"),
        ("J. KELLER WINS TALKS", "J. Keller Wins talks"),
        ("Mayor Would Fly McGrath Home From Talks", "mayor would fly McGrath home from talks"),
    ],
)
def test_a_headline_is_spelled_as_the_body_spells_its_words(headline, read):
    assert recase(headline + BODY) == read + BODY


@pytest.mark.parametrize("headline", ["McGrath flies home", "NATO", "UN and EU talk"])
def test_any_other_line_stays_as_it_is(headline):
    assert recase(headline + BODY) == headline + BODY


def test_a_word_at_the_beginning_of_a_sentence_does_not_tell_its_spelling():
    assert recase("TALKS IN ARDEN\n\nTalks began. The talks are long.").startswith("talks in")


def test_in_the_headline_of_an_article_a_word_that_the_body_lacks_is_a_name_only_if_it_is_known_for_one():
    assert recase("KELLER MOVES PETER TO KENYA" + BODY * 5).startswith("keller moves Peter to Kenya\n")


@given(st.text())
def test_every_character_keeps_its_place(text):
    read = recase(text)
    assert [len(line) for line in read.split("\n")] == [len(line) for line in text.split("\n")]
