"""The piece of an article that is shown."""

from hypothesis import given
from hypothesis import strategies as st

from services.store.search.query import parse
from services.store.search.snippet import around, snippet

FILLER = "and so it went on and on " * 40


def shown(text, line, headline=None):
    """The snippet with its marks in brackets."""
    found = snippet(headline, text, parse(line) if line else None)
    marked = found.text
    for begin, end in reversed(found.marks):
        marked = f"{marked[:begin]}[{marked[begin:end]}]{marked[end:]}"
    return marked


def test_the_words_are_marked_wherever_they_stand_in_it():
    assert shown("The Café Müller, a cafe.", "cafe muller") == "The [Café] [Müller], a [cafe]."
    assert shown("Glaciers melt", "glac*") == "[Glaciers] melt"


def test_a_phrase_is_marked_as_one_and_only_as_a_whole():
    assert shown("The prime minister’s minister", '"prime minister"') == "The [prime minister]’s minister"


def test_phrases_that_overlap_are_marked_as_one():
    assert shown("a b c d", '"a b" "b c"') == "[a b c] d"


def test_it_is_taken_from_where_most_of_the_words_are():
    piece = shown(f"A storm. {FILLER}The storm hit Cebu. {FILLER}", "storm cebu")
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert "The [storm] hit [Cebu]." in piece
    assert len(piece) < 220


def test_it_does_not_repeat_the_headline():
    assert shown("Storm hits\n\nCebu has a storm.", "storm", "Storm hits") == "Cebu has a [storm]."


def test_without_words_or_where_they_are_in_the_headline_alone_it_is_the_beginning():
    assert shown("Storm\n\nCebu is hit.", "storm", "Storm") == "Cebu is hit."
    assert shown("Storm\n\nCebu is hit.", "", "Storm") == "Cebu is hit."
    assert shown("", "") == ""


def test_white_space_of_any_kind_is_one_space():
    assert shown("\n\n\tIn Cebu,\u00a0\u00a0the\r\n\nstorm \t hit.\n", "storm") == "In Cebu, the [storm] hit."


def test_white_space_at_the_beginning_does_not_count_among_what_is_looked_through():
    assert shown(f"{' ' * 200_000}The storm hit Cebu.", "storm") == "The [storm] hit Cebu."


def test_a_mark_in_what_is_said_around_it_holds_where_white_space_is_folded():
    text = "It rained.\n\u00a0\tIt  hit\u00a0 Cebu on\n  Monday,\t\tat noon.\nNobody came."
    found = around(text, text.index("on\n"), text.index(",\t"))
    assert found.text == "It hit Cebu on Monday, at noon."
    assert [found.text[begin:end] for begin, end in found.marks] == ["on Monday"]


def said(text: str) -> str:
    found = around(text, text.index("Monday"), text.index("Monday") + len("Monday"))
    [(begin, end)] = found.marks
    assert found.text[begin:end] == "Monday"
    return found.text


def test_what_is_left_out_around_a_date_has_a_mark():
    assert said(f"It went {FILLER}until Monday {FILLER}.").startswith("… ")
    assert said(f"It went {FILLER}until Monday {FILLER}.").endswith(" …")


def test_whole_sentences_before_a_date_and_other_paragraphs_are_left_out_without_a_mark():
    assert said("It rained.\n  On Monday it stopped. \nNobody came.") == "On Monday it stopped."
    assert said("It rained. On Monday it stopped.") == "On Monday it stopped."


@given(st.text(alphabet="ab c\n\0é日", max_size=2000), st.text(alphabet='ab"*-', max_size=9))
def test_marks_are_in_order_inside_and_apart(text, line):
    found = snippet(None, text, parse(f"a {line}"))
    offsets = [offset for mark in found.marks for offset in mark]
    assert offsets == sorted(offsets)
    assert all(begin < end for begin, end in found.marks)
    assert not offsets or (offsets[0] >= 0 and offsets[-1] <= len(found.text))
