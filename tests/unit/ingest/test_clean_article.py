"""From a raw article to a clean one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.clean import Cleaned, clean
from services.ingest.normalise import normalise
from services.wire.failures import Poison
from services.wire.messages import RawArticle

RECEIVED = datetime(2013, 1, 2, 21, 30, 5, 250_000, tzinfo=UTC)
SEEDS = Path(__file__).parents[3] / "seeds"
PAGE = """<html><head><title>From the page</title><meta name="author" content="Page Author">
<meta property="article:published_time" content="2012-12-29T10:15:00+03:00">
<link rel="canonical" href="https://ledger.example/world/a"></head><body><article>
<p>Russia urged President Bashar al-Assad on Friday to talk to the opposition, and named a place for it.</p>
</article></body></html>"""


def cleaned(*, zone: str = "UTC", received: datetime = RECEIVED, **parts: str) -> Cleaned:
    return clean(RawArticle(**parts), entry="1-0", received=received, timezone=ZoneInfo(zone))


def publication(**parts: str) -> tuple[str, str]:
    article = cleaned(**parts).article
    return article.published, article.published_from


def test_the_given_article_has_its_date_headline_and_body():
    article = cleaned(body=(SEEDS / "000_c8eb91394cc25a68.txt").read_text(encoding="utf-8")).article
    assert article.headline == "Russia invites Syrian opposition chief for talks"
    assert (article.published, article.published_from) == ("2012-12-29", "text")
    assert article.body.startswith("Russia, the only world power")
    assert "Last updated" not in article.text


def test_what_is_stated_goes_before_what_the_page_says():
    article = cleaned(
        headline="Stated", byline="Jane Doe", url="https://x.example/a", source="X", published="2012-12-30", body=PAGE
    ).article
    assert (article.headline, article.byline, article.source) == ("Stated", "Jane Doe", "X")
    assert (article.url, article.published, article.published_from) == ("https://x.example/a", "2012-12-30", "stated")


def test_what_is_not_stated_is_taken_from_the_page():
    article = cleaned(body=PAGE).article
    assert (article.headline, article.byline) == ("From the page", "Page Author")
    assert (article.url, article.published_from) == ("https://ledger.example/world/a", "text")
    assert article.published == "2012-12-29T10:15:00+03:00"


@pytest.mark.parametrize("content_type", ["text/html", "text/html; charset=utf-8", "Application/XHTML+XML"])
def test_the_content_type_makes_a_body_html(content_type: str):
    assert cleaned(headline="A", body="<p>B</p>", content_type=content_type).article.body == "B"


def test_plain_text_called_html_is_read_as_plain_text():
    assert cleaned(body="Headline\n\nBody", content_type="text/html").article.headline == "Headline"


def test_tags_in_plain_text_stay():
    assert cleaned(headline="A", body="1 <b> 2").article.body == "1 <b> 2"


def test_a_page_without_an_article_is_poison_even_with_a_headline():
    with pytest.raises(Poison, match="no article in the page"):
        cleaned(headline="A", body="<html><body></body></html>")


@pytest.mark.parametrize("parts", [{}, {"body": " \n"}, {"body": "\0\u200b", "headline": "\ufeff"}])
def test_an_empty_article_is_poison(parts: dict[str, str]):
    with pytest.raises(Poison, match="neither headline nor body text"):
        cleaned(**parts)


def test_a_headline_alone_is_an_article():
    assert cleaned(headline="A").article.text == "A\n\n"


def test_a_stated_date_comes_first():
    assert publication(body="Last updated: 29 December, 2012\n\nA\n\nB", published="2012-12-30") == (
        "2012-12-30",
        "stated",
    )


def test_a_dateline_of_this_week_gives_the_date():
    assert publication(body="MOSCOW, Dec 29 (Reuters) - Russia urged talks.") == ("2012-12-29", "text")


def test_a_date_line_goes_before_a_dateline():
    body = "Last updated: 30 December, 2012\n\nHeadline\n\nMOSCOW, Dec 29 (Reuters) - Russia urged talks."
    assert publication(body=body) == ("2012-12-30", "text")


def test_the_time_of_receipt_has_to_do_where_there_is_no_date():
    assert publication(body="B") == ("2013-01-02T21:30:05+00:00", "received")


def test_the_time_of_receipt_is_a_local_time():
    assert publication(body="B", zone="Asia/Tokyo") == ("2013-01-03T06:30:05+09:00", "received")


def test_a_stated_time_without_an_offset_is_a_local_time():
    assert publication(body="B", published="2012-12-29 10:15", zone="Asia/Tokyo") == (
        "2012-12-29T10:15:00+09:00",
        "stated",
    )


@pytest.mark.parametrize("published", ["31 February 2012", "soon", "01/02/2012"])
def test_a_stated_date_that_is_none_is_passed_over_with_a_warning(published: str):
    result = cleaned(published=published, body="Last updated: 29 December, 2012\n\nA\n\nB")
    assert (result.article.published, result.article.published_from) == ("2012-12-29", "text")
    assert result.warnings == (f"published: {published!r} can't be read as one date; write it as 2012-12-29",)


def test_a_warning_is_short_however_long_the_date():
    assert len(cleaned(published="soon " * 1000, body="B").warnings[0]) < 150


@pytest.mark.parametrize("published", ["", " ", "\0"])
def test_an_empty_date_is_none_without_a_warning(published: str):
    result = cleaned(published=published, body="B")
    assert (result.article.published_from, result.warnings) == ("received", ())


def test_a_date_in_the_future_is_kept_with_a_warning():
    result = cleaned(published="2013-02-01", body="B")
    assert (result.article.published, result.article.published_from) == ("2013-02-01", "stated")
    assert result.warnings == ("published: 2013-02-01 is in the future",)


def test_tomorrow_is_not_the_future_since_clocks_and_zones_differ():
    assert cleaned(published="2013-01-03", body="B").warnings == ()


def test_the_url_is_kept_as_published():
    url = "https://X.example/a?utm_source=y#z"
    assert cleaned(url=f"{url}\0\n", body="B").article.url == url


def test_nul_characters_vanish_from_every_part():
    parts = ("id", "url", "source", "headline", "byline", "language", "body")
    article = cleaned(**{part: f"a\0{part}" for part in parts}).article
    assert "\\u0000" not in article.model_dump_json()


def test_right_to_left_text_is_kept():
    body = "قال الرئيس \u200f(بشار)\u200f الأسد."
    assert cleaned(headline="دمشق", body=body).article.text == f"دمشق\n\n{body}"


def test_the_same_entry_gives_the_same_article():
    assert cleaned(body=PAGE) == cleaned(body=PAGE)


def test_the_time_of_receipt_is_no_part_of_the_content():
    first, second = cleaned(body="B").article, cleaned(body="B", received=RECEIVED + timedelta(days=1)).article
    assert (first.id, first.content_hash) == (second.id, second.content_hash)
    assert first.published != second.published


def test_plain_text_and_parts_of_one_article_are_the_same_content():
    text, parts = cleaned(body="Headline\n\nBody  text").article, cleaned(headline="Headline", body="Body text").article
    assert (text.id, text.content_hash) == (parts.id, parts.content_hash)


def test_the_revision_is_left_to_the_hop():
    assert cleaned(body="B").article.revision == 0


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
BODY = TEXT | st.lists(
    st.sampled_from(
        ["<html>", "<p>", "</p>", "<", "\n\n", "By Jane\n", "Last updated: 29 December 2012\n", "MOSCOW, Dec 29 (X) -"]
    )
    | TEXT
).map("".join)


@given(
    body=BODY,
    headline=st.none() | TEXT,
    published=st.none() | TEXT,
    url=st.none() | TEXT,
    content_type=st.sampled_from(["text/plain", "text/html", "x"]),
)
def test_no_text_raises_anything_but_poison(**parts: str | None):
    try:
        article = clean(RawArticle(**parts), entry="1-0", received=RECEIVED, timezone=UTC).article
    except Poison as poison:
        assert "\n" not in str(poison)
    else:
        assert normalise(article.body) == article.body
        assert normalise(article.headline or "") == (article.headline or "")


def test_the_time_at_which_an_archive_got_it_counts_as_that_of_receipt():
    article = cleaned(zone="Europe/Moscow", body="B", retrieved="2009-05-01T22:00:00Z").article
    assert (article.published, article.published_from) == ("2009-05-02T02:00:00+04:00", "received")
    assert (
        cleaned(body="ALDER CITY, May 1 (EW) - B", retrieved="2009-05-01T22:00:00Z").article.published == "2009-05-01"
    )


@pytest.mark.parametrize("retrieved", ["soon", "2009-05-01", "0001-01-01T00:00:00+14:00", "2999-01-01T00:00:00Z"])
def test_a_time_of_retrieval_that_cannot_be_is_told_and_not_used(retrieved: str):
    found = cleaned(body="B", retrieved=retrieved)
    assert found.article.published == "2013-01-02T21:30:05+00:00"
    assert found.warnings == (f"retrieved: {retrieved!r} is no time; write it as 2012-12-29T10:15:00Z",)
