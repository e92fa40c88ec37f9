"""Normal Unicode and white space."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.normalise import normalise, one_line

WILD = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    st.sampled_from("ae\u0301\u0316\u0344\u200b\u200d\u00ad\ufeff\u2029\u2028\r\n\t \xa0\0\x85\u1100\u1161\u212b")
)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("cafe\u0301", "café"),
        ("a\0b\x07c\x9fd", "abcd"),
        ("\ufeffa\u200bb\u2060c", "abc"),
        ("gov\u00adern\u00adment", "government"),
        ("a \t\xa0\u2003 b", "a b"),
        ("  a  \n\tb ", "a\nb"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\n\n \n\n\nb", "a\n\nb"),
        ("a\u2029b", "a\n\nb"),
        ("\n\n a \n\n", "a"),
        (" \n\t\0", ""),
    ],
)
def test_unicode_and_white_space_become_normal(written: str, normal: str):
    assert normalise(written) == normal


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس: \u2067MOSCOW\u2069 هنا",
        "\u200fשלום\u200e (1)",
        "می\u200cخواهم",
        "👩\u200d🚒",
        "“We want…” — he said",
    ],
)
def test_what_bidi_persian_emoji_and_typography_need_stays(text: str):
    assert normalise(text) == text


def test_a_headline_of_several_lines_becomes_one():
    assert one_line(" Russia invites\n\nSyrian  chief ") == "Russia invites Syrian chief"


@pytest.mark.parametrize("nothing", [None, "", " \n", "\u200b"])
def test_a_line_without_anything_is_none(nothing: str | None):
    assert one_line(nothing) is None


@given(WILD)
def test_normal_text_stays_as_it_is(text: str):
    once = normalise(text)
    assert normalise(once) == once


@given(WILD)
def test_normal_text_is_nfc_and_tidy(text: str):
    normal = normalise(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert "\n\n\n" not in normal
    assert "\0" not in normal
    assert all(line == " ".join(line.split()) for line in normal.split("\n"))


def test_combining_marks_without_end_are_cut_at_thirty():
    assert normalise("x" + "\u0316\u0301" * 5000 + "y") == "x" + "\u0316" * 15 + "\u0301" * 15 + "y"


@pytest.mark.parametrize("piece", ["a \u0301\u0316", "\u0301\u0316", " ", "\n", "\r\n", "\u2029", "\0", "\u1100\u1161"])
def test_a_megabyte_of_anything_is_quick(piece: str):
    text = "a" + piece * (1_000_000 // len(piece)) + "b"
    began = time.process_time()
    normalise(text)
    assert time.process_time() - began < 3  # about 0.2 s; hours if the time grew with the square
