"""What counts as a word."""

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.search.words import headline_and_body, located, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Council’s 3rd meeting—today", ["the", "council", "s", "3rd", "meeting", "today"]),
        ("Café CAFE\u0301 cafe", ["cafe", "cafe", "cafe"]),
        ("Straße İstanbul ﬁn", ["strasse", "istanbul", "fin"]),
        ("Ἀθῆναι йод", ["αθηναι", "иод"]),
        ("日本語 テスト", ["日", "本", "語", "テ", "ス", "ト"]),
        ("ヿ ｶﾞｽ ㊀㊁", ["コ", "ト", "カ", "ス", "一", "二"]),
        ("snake_case a.b@c.org U.S.", ["snake", "case", "a", "b", "c", "org", "u", "s"]),
        ("great🤣news \0 \udcff …", ["great", "news"]),
        ("x" * 150, ["x" * 100, "x" * 50]),
        ("é" * 150, ["e" * 100, "e" * 50]),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_without_case_and_accents(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_are_made_of_lower_case_letters_and_digits_alone_and_are_short(text):
    for word in words(text):
        assert word.isalnum()
        assert word.isascii() is False or set(word) <= set(string.ascii_lowercase + string.digits)
        assert len(word) <= 100


@given(st.text() | st.text(st.sampled_from("ヿｶﾞ㊀ßŉǰΐ가각㎏\u0345\u0300a1")))
def test_the_words_of_words_are_themselves(text):
    found = words(text)
    assert words(" ".join(found)) == found


@given(st.text(alphabet=st.characters(codec="ascii") | st.sampled_from("aé’日"), max_size=300))
def test_located_words_are_the_same_and_in_order(text):
    places = list(located(text))
    assert [word for _, _, word in places] == words(text)
    assert all(words(text[begin:end]) == [word] for begin, end, word in places)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(places))


def test_the_text_of_an_article_is_its_headline_and_what_is_below_it():
    assert headline_and_body("A storm", "A storm\n\nIt came") == (["a", "storm"], ["it", "came"])
    assert headline_and_body(None, "It came") == ([], ["it", "came"])
    assert headline_and_body("Another", "It came") == (["another"], ["it", "came"])
