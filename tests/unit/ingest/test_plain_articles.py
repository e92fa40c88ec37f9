"""Articles in plain text, as agencies and newspapers lay them out."""

import time

import pytest

from services.ingest.found import Found
from services.ingest.plain import read_below, read_plain


def test_a_date_line_stands_above_headline_and_body():
    text = "Last updated: 29 December, 2012\n\nRussia invites chief\n\nRussia urged talks.\n\nIt said so."
    assert read_plain(text) == Found(
        published="29 December, 2012", headline="Russia invites chief", body="Russia urged talks.\n\nIt said so."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Published: 29 December 2012",
        "PUBLISHED ON 29 December 2012",
        "Updated at 29 December 2012",
        "Date: 29 December 2012",
        "29 December 2012",
    ],
)
def test_date_lines_come_in_several_forms(line: str):
    found = read_plain(f"{line}\nHeadline\n\nBody")
    assert (found.published, found.headline, found.body) == ("29 December 2012", "Headline", "Body")


def test_a_date_line_may_stand_below_the_headline():
    found = read_plain("Headline\n\nBy Jane Doe\nPublished: 29 December 2012\n\nBody")
    assert found == Found(headline="Headline", byline="Jane Doe", published="29 December 2012", body="Body")


def test_the_first_of_two_date_lines_counts():
    assert read_plain("Published: 2012-12-29\nUpdated: 2012-12-30\n\nHeadline\n\nBody").published == "2012-12-29"


@pytest.mark.parametrize("line", ["Last updated: soon", "Published: 31 February 2012", "2012", "World Cup 2014"])
def test_a_line_that_states_no_date_is_text(line: str):
    assert read_plain(f"{line}\n\nBody") == Found(headline=line, body="Body")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE"),
        ("By Jane Doe and J. R. O'Neill-Smith, Reuters", "Jane Doe and J. R. O'Neill-Smith, Reuters"),
        ("by Ludwig van der Berg in Moscow", "Ludwig van der Berg in Moscow"),
    ],
)
def test_a_byline_is_taken_from_the_text(line: str, names: str):
    assert read_plain(f"Headline\n\n{line}\n\nBody") == Found(headline="Headline", byline=names, body="Body")


@pytest.mark.parametrize("line", ["By midnight all was over", "By Friday it was over.", "Bypass Closed", "By 2012"])
def test_a_sentence_is_no_byline(line: str):
    assert read_plain(f"Headline\n\n{line}\n\nBody") == Found(headline="Headline", body=f"{line}\n\nBody")


def test_a_dateline_stays_in_the_body():
    text = "MOSCOW, Dec 29 (Reuters) - Russia urged talks.\n\nIt said so."
    assert read_plain(text) == Found(body=text)


def test_one_paragraph_has_no_headline():
    assert read_plain("Russia urged talks.") == Found(body="Russia urged talks.")


def test_a_long_first_paragraph_is_no_headline():
    text = "Russia urged talks. " * 20 + "\n\nIt said so."
    assert read_plain(text).headline is None


def test_lines_without_a_blank_one_between_are_one_body():
    assert read_plain("Russia\nurged talks.").headline is None


@pytest.mark.parametrize(
    "head",
    [
        "Bridge opens\nBy Ann Lee\n2012-12-05",
        "2012-12-05\nBridge opens\nBy Ann Lee",
        "Bridge opens\n2012-12-05\nBy Ann Lee",
    ],
)
def test_a_headline_has_a_byline_or_a_date_below_it_in_the_place_of_a_blank_line(head: str):
    found = Found(headline="Bridge opens", byline="Ann Lee", published="2012-12-05", body="It did.")
    assert read_plain(f"{head}\n\nIt did.") == found


def test_with_a_stated_headline_none_is_looked_for():
    assert read_below("First paragraph\n\nSecond", "Stated") == Found(body="First paragraph\n\nSecond")


def test_a_line_that_repeats_the_stated_headline_is_dropped():
    assert read_below("STATED\n\nBody", "Stated").body == "Body"


def test_a_text_that_is_nothing_but_the_stated_headline_has_no_body():
    assert read_below("STATED", "Stated") == Found(body="")


def test_a_body_is_never_used_up():
    assert read_plain("By Jane Doe").body == "By Jane Doe"
    assert read_plain("Last updated: 29 December, 2012").body == "Last updated: 29 December, 2012"


@pytest.mark.parametrize("piece", ["By Jane ", "29 December 2012 ", "MOSCOW (", "A, ", "x\n", "Updated: 2012\n"])
def test_a_megabyte_of_anything_is_read_quickly(piece: str):
    text = (piece * (1_000_000 // len(piece))).strip()
    began = time.process_time()
    read_plain(text)
    assert time.process_time() - began < 2
