from hypothesis import given
from hypothesis import strategies as st

from services.console.terminal_text import one_line, printable


def test_an_article_cannot_send_escape_sequences_to_the_terminal():
    assert printable("\x1b[2Jgone\x1b]0;title\x07\x9b31m\x7f") == "�[2Jgone�]0;title��31m�"


def test_an_article_cannot_turn_the_direction_of_writing_around():
    assert printable("invoice\u202efdp.exe") == "invoice�fdp.exe"


def test_right_to_left_text_itself_is_left_alone():
    assert printable("في يوم الاثنين\nשלום\tworld") == "في يوم الاثنين\nשלום\tworld"


def test_one_line_has_neither_line_breaks_nor_tabs():
    assert one_line(" A\ttab,\na line\r\nand\u2028another ") == "A tab, a line and another"


@given(st.text())
def test_offsets_into_a_text_hold_for_its_printable_form(text):
    assert len(printable(text)) == len(text)
