"""Text that was decoded with the wrong encoding, and text that only looks odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.mojibake import repaired
from services.ingest.normalise import normalise

TEXT = "“It’s the café’s last day,” said Señor Müller of São Paulo – after 50 years."


@pytest.mark.parametrize("wrong", ["latin-1", "cp1251", "cp437", "mac_roman"])
def test_utf8_that_was_read_as_something_else_is_read_again(wrong: str):
    assert repaired(TEXT.encode().decode(wrong)) == TEXT


def test_a_text_is_normal_only_without_it():
    assert normalise(TEXT.encode().decode("latin-1")) == TEXT


def test_each_line_is_repaired_by_itself():
    line = TEXT.encode().decode("latin-1")
    assert repaired(f"Žižkov\n{line}\nМосква") == f"Žižkov\n{TEXT}\nМосква"


@pytest.mark.parametrize(
    "good",
    [
        TEXT,
        "Voilà – «L’ÉTÉ» à Orléans… 20 °C, 5 µm, ½ Â",
        "IKEA® ÄÖÅ, NESTLÉ™, RENÉ—",
        "Ångström, Ærø, Þór, ßÄÖ",
        "Житомир, Їжак, «Р» и «С»",
        "Tiếng Việt có dấu; Ελλάδα; 東京; العربية",
        "Se&ntilde;or &amp; Co.",
    ],
)
def test_good_text_is_left_alone(good: str):
    assert repaired(good) == good


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x17F)))
def test_what_is_repaired_once_stays_what_it_is(text: str):
    once = repaired(text)
    assert repaired(repaired(once)) == repaired(once)
