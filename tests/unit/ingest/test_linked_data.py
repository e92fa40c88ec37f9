"""What the JSON-LD of a page says of its article."""

import json
import time
from datetime import UTC, datetime

import pytest

from services.ingest.linked_data import body_of
from services.ingest.page import read_page
from services.wire.failures import Poison

RECEIVED = datetime(2013, 1, 2, 9, 30, tzinfo=UTC)
ONE = "Russia urged President Bashar al-Assad on Friday to talk to the opposition, and named a place for it."
TWO = "Khatib told Al-Jazeera television that he would not go to Moscow, but to an Arab country."
MORE = [
    f"It was day {number} of the talks, and nobody would say whether there was to be another." for number in (1, 2, 3)
]
CAPTION = "The Kremlin as it looks from the other bank of the river on a winter's day."


def page(data: object, *paragraphs: str) -> str:
    script = f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    head = f"<title>Talks | The Wire</title>{script}"
    return f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>"


def news(**more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Talks", **more}


def body(data: object, *paragraphs: str) -> str:
    return read_page(page(data, *paragraphs), RECEIVED).body


def test_the_body_that_a_publisher_states_has_the_paragraphs_of_the_page():
    assert body(news(articleBody=f"{ONE} {TWO}"), ONE, CAPTION, TWO) == f"{ONE}\n\n{TWO}"


def test_a_page_whose_text_only_a_script_shows_has_the_body_that_is_stated():
    assert body(news(articleBody=f"{ONE}\n\n{TWO}")) == f"{ONE}\n\n{TWO}"


def test_a_page_whose_text_only_a_script_shows_has_what_its_head_states():
    data = news(articleBody=f"{ONE}\n\n{TWO}", datePublished="2012-12-29T10:15:00+03:00", author={"name": "Jane Doe"})
    found = read_page(page(data), RECEIVED)
    assert (found.published, found.byline, found.headline) == ("2012-12-29T10:15:00+03:00", "Jane Doe", "Talks")


def test_a_stated_body_may_be_html():
    assert body(news(articleBody=f"<p>{ONE}</p><p>{TWO}</p>")) == f"{ONE}\n\n{TWO}"


def test_the_page_counts_where_no_body_is_stated_or_only_a_summary():
    assert body(news(), ONE, TWO) == f"{ONE}\n\n{TWO}"
    assert body(news(articleBody=ONE[:60]), ONE, TWO) == f"{ONE}\n\n{TWO}"


def test_the_article_of_a_graph_is_the_one_with_the_title_of_the_page():
    other = news(headline="Other", articleBody=TWO * 3)
    assert body({"@graph": [other, news(articleBody=ONE)]}, ONE) == ONE


def test_of_several_articles_without_the_title_none_counts():
    data = [news(headline=name, articleBody=TWO * 3) for name in ("Other", "Another")]
    assert body(data, ONE, TWO, *MORE) == "\n\n".join((ONE, TWO, *MORE))


def test_who_wrote_and_published_it_is_taken_from_there():
    found = read_page(page(news(author={"name": "Jane Doe"}, publisher={"name": "The Wire"}), ONE), RECEIVED)
    assert (found.byline, found.source) == ("Jane Doe", "The Wire")


@pytest.mark.parametrize("broken", ["{", "", "[1, 2", "null", '{"@type": ["NewsArticle"], "headline": {}}'])
def test_broken_data_count_as_none(broken: str):
    assert body(broken, ONE) == ONE


def test_a_script_that_never_ends_counts_as_none():
    with pytest.raises(Poison, match="no article in the page"):
        read_page('<html><script type="application/ld+json">' * 1_000, RECEIVED)


def test_a_stated_body_counts_without_paragraphs_where_the_page_has_other_words():
    assert body_of([CAPTION], f"{ONE} {TWO}") == f"{ONE} {TWO}"


def test_scripts_that_never_end_are_read_once():
    begun = time.process_time()
    with pytest.raises(Poison):
        body("{" + '<script type="application/ld+json">{' * 20_000)
    assert time.process_time() - begun < 5
