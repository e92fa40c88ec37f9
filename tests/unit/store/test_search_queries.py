"""How a line is read as what to look for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.search.query import Phrase, UnusableQuery, parse


def wanted(line):
    """The phrases as text, open ones with a star."""
    return [" ".join(phrase.words) + "*" * phrase.open for phrase in parse(line).wanted]


def excluded(line):
    return [" ".join(phrase.words) + "*" * phrase.open for phrase in parse(line).excluded]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Storm Cebu", ["storm", "cebu"]),
        ('"Prime Minister" storm', ["prime minister", "storm"]),
        ('"unclosed phrase', ["unclosed phrase"]),
        ('storm"tea cup"', ["storm", "tea cup"]),
        ("al-Assad U.S.", ["al assad", "u s"]),
        ("glacier* *", ["glacier*"]),
        ('"melting glac*"', ["melting glac*"]),
        ("storm* surge", ["storm*", "surge"]),
        ("NOT OR AND NEAR(a b)", ["not", "or", "and", "near a", "b"]),
        ("headline:storm ^x {y}", ["headline storm", "x", "y"]),
        ("5*3", ["5 3"]),
        ("😀 storm", ["storm"]),
    ],
)
def test_words_phrases_and_beginnings(line, expected):
    assert wanted(line) == expected
    assert excluded(line) == []


def test_a_minus_excludes_only_at_the_beginning_of_a_term():
    assert excluded('storm -tea -"in a cup" -glac* mid-day - sun-') == ["tea", "in a cup", "glac*"]
    assert wanted("storm -tea mid-day - sun-") == ["storm", "mid day", "sun"]


@pytest.mark.parametrize("line", ["", " ", "-", "-storm", "!!! ...", "😀", '""', "*", "\0\udcff"])
def test_a_line_without_a_word_to_look_for_is_refused(line):
    with pytest.raises(UnusableQuery, match="no word"):
        parse(line)


def test_a_line_of_too_many_words_is_refused():
    assert len(parse("a " * 50).wanted) == 50
    with pytest.raises(UnusableQuery, match="at most 50"):
        parse("a " * 51)


@given(st.text())
def test_any_line_is_read_or_refused(line):
    try:
        query = parse(line)
    except UnusableQuery:
        return
    assert query.wanted
    assert all(word.isalnum() for phrase in query.wanted + query.excluded for word in phrase.words)
    assert parse(" ".join(f'"{" ".join(each.words)}{"*" * each.open}"' for each in query.wanted)).wanted == query.wanted


def test_a_phrase_of_a_query_is_what_stands_between_quotation_marks():
    assert parse('"a b"').wanted == (Phrase(("a", "b")),)
