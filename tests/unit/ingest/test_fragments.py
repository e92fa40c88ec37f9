"""Articles in pieces of HTML, as feeds and agencies send them."""

from datetime import UTC, datetime

import pytest

from services.ingest.page import read_page
from services.wire.failures import Poison

RECEIVED = datetime(2013, 1, 2, 9, 30, tzinfo=UTC)


def body(html: str) -> str:
    return read_page(html, RECEIVED).body


def test_paragraphs_are_one_blank_line_apart_and_links_break_none():
    html = '<p>It opened\non <a href="/friday">Friday</a>, she <b>said</b>.</p>At last.<br>Really<ul><li>1<li>2</ul>'
    assert body(html) == "It opened on Friday, she said.\n\nAt last.\n\nReally\n\n1\n\n2"


def test_short_paragraphs_are_part_of_it():
    assert body("<p>No.</p><p>Yes.</p>") == "No.\n\nYes."


def test_pictures_scripts_forms_and_comments_are_none():
    html = (
        "<!-- no --><p>A</p><figure>no<p>no</p></figure><script>no</script><form><button>no</button></form>B<style>no"
    )
    assert body(html) == "A\n\nB"


def test_tags_that_never_end_lose_no_text():
    assert body("<b>x " * 1_000).count("x") == 1_000


def test_a_piece_that_the_parser_would_cut_off_is_poison():
    with pytest.raises(Poison, match="more than 2,000 elements in one another"):
        body("<b>x" * 5_000)


@pytest.mark.parametrize("html", ["<p></p>", "<img src=a.jpg>", "<!-- x -->", "<script>var x = 'y';</script>"])
def test_a_piece_without_text_is_poison(html: str):
    with pytest.raises(Poison, match="no article in the HTML"):
        body(html)


def test_a_headline_stated_elsewhere_is_an_article_where_the_piece_has_only_a_picture():
    assert read_page('<img src="fog.jpg">', RECEIVED, "Fog closes port").body == ""
