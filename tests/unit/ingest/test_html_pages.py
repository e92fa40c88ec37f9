"""Articles in HTML."""

import logging
from datetime import UTC, datetime

import pytest

from services.ingest.page import is_page, read_page
from services.wire.failures import Poison

RECEIVED = datetime(2013, 1, 2, 9, 30, tzinfo=UTC)
PARAGRAPH = "Russia urged President Bashar al-Assad on Friday to talk to the opposition, and named a place for it."
HEAD = """<title>Russia invites chief - The Ledger</title>
<meta property="og:title" content="Russia invites chief"><meta property="og:site_name" content="The Ledger">
<meta name="author" content="Jane Doe"><link rel="canonical" href="https://ledger.example/world/russia-invites-chief">"""


def page(head: str = HEAD, body: str = f"<article><h1>Russia invites chief</h1><p>{PARAGRAPH}</p></article>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def test_an_article_is_found_with_what_the_page_says_of_it():
    found = read_page(page(), RECEIVED)
    assert found.body == PARAGRAPH
    assert (found.headline, found.byline, found.source) == ("Russia invites chief", "Jane Doe", "The Ledger")
    assert found.url == "https://ledger.example/world/russia-invites-chief"


def test_the_menu_is_no_part_of_the_article():
    menu = "<nav><a href=/>Home</a><a href=/sport>Sport</a></nav><footer>All rights reserved</footer>"
    assert read_page(page(body=f"{menu}<article><p>{PARAGRAPH}</p></article>{menu}"), RECEIVED).body == PARAGRAPH


def test_paragraphs_are_one_blank_line_apart():
    other = "Khatib told Al-Jazeera television that he would not go to Moscow, but to an Arab country."
    found = read_page(page(body=f"<article><p>{PARAGRAPH}</p><p>{other}</p></article>"), RECEIVED)
    assert found.body == f"{PARAGRAPH}\n\n{other}"


def test_paragraphs_that_the_page_hardly_parts_are_parted():
    parts = f"<h1>Russia invites chief</h1><p>{PARAGRAPH}</p><div><h3>More</h3><p>Talks go on.</p><a>Sign in</a></div>"
    found = read_page(page(body=f"<nav><a>More</a></nav><article>{parts}</article>"), RECEIVED)
    assert found.body == f"{PARAGRAPH}\n\nMore\n\nTalks go on.\n\nSign in"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2012-12-29T10:15:00+03:00">',
        '<script type="application/ld+json">{"datePublished": "2012-12-29T10:15:00+03:00"}</script>',
    ],
)
def test_the_time_of_publication_is_taken_from_the_page(meta: str):
    assert read_page(page(HEAD + meta), RECEIVED).published == "2012-12-29T10:15:00+03:00"


def test_a_date_without_a_time_stays_one():
    assert read_page(page(HEAD + '<meta name="date" content="2012-12-29">'), RECEIVED).published == "2012-12-29"


def test_the_year_of_a_copyright_notice_is_no_date():
    body = f"<article><p>{PARAGRAPH}</p></article><footer>© 2011 The Ledger</footer>"
    assert read_page(page(body=body), RECEIVED).published is None


def test_a_date_after_receipt_is_not_believed():
    assert read_page(page(HEAD + '<meta name="date" content="2013-02-01">'), RECEIVED).published is None


def test_byline_and_date_lines_in_the_text_are_taken_out_of_the_body():
    lines = "<h1>Russia invites chief</h1><p>By John Roe</p><p>Published: 29 December 2012</p>"
    body = f"<article>{lines}<p>{PARAGRAPH}</p></article>"
    found = read_page(page("<title>Russia invites chief</title>", body), RECEIVED)
    assert (found.byline, found.published, found.body) == ("John Roe", "29 December 2012", PARAGRAPH)


def test_a_piece_of_html_is_all_article():
    found = read_page("<p>Russia &amp; Syria.</p><p>Talks.</p>", RECEIVED)
    assert (found.headline, found.body) == (None, "Russia & Syria.\n\nTalks.")


def test_nul_characters_in_a_page_vanish():
    assert read_page(page().replace("Bashar", "Ba\0shar"), RECEIVED).body == PARAGRAPH


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<!doctype html>",
        page(body=""),
        page(body="<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"),
        page(body="<script>var text = 'this is a long sentence that nobody will ever read.';</script>"),
        page("<title>Log in</title>", "<form><label>User</label><input><button>Log in</button></form>"),
        "<html><body>" + "<div>" * 20_000,
        "<html>\ufffe<" + "\x01" * 50,
    ],
)
def test_a_page_without_an_article_is_poison(html: str):
    with pytest.raises(Poison, match="no article in the page"):
        read_page(html, RECEIVED)


def test_a_page_of_too_many_tags_is_poison():
    with pytest.raises(Poison, match="more than 100000 tags"):
        read_page("<html><body>" + "<b>" * 100_001, RECEIVED)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Poison):
        read_page("<html></html>", RECEIVED)
    read_page(page(), RECEIVED)
    assert caplog.records == []


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "\ufeff\n <html lang=en>", '<?xml version="1.0"?>\n<html>', "<HTML>"]
)
def test_a_body_that_begins_as_a_page_is_one(start: str):
    assert is_page(start + "<body>")


@pytest.mark.parametrize(
    "start", ["", "Russia <html>", "<p>", "<htmlx>", "<!doctype book>", "<?xml version='1.0'?><nitf>"]
)
def test_another_body_is_none(start: str):
    assert not is_page(start)
