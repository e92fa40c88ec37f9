"""What publishing finds in JSON that holds several articles, and in JSON that only looks like it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.json_value import read_value
from services.wire.messages import RawArticle

NEWS = {"@type": "NewsArticle", "headline": "A"}
NAMES = [
    *("@type", "@graph", "@id", "headline", "articleBody", "author", "mainEntityOfPage", "identifier", "publisher"),
    *("headlines", "bodies", "pubStatus", "versioncreated", "value", "contenttype", "role", "language", "infosources"),
    *("version", "items", "title", "content_html", "body", "id", "uri", "name", "embargoed", "specversion", "data"),
]
WORDS = st.sampled_from(
    ["NewsArticle", "https://jsonfeed.org/version/1.1", "usable", "text/html", "main", "A", "<p>B", ""]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=20,
)


def found(value: object) -> list[Found]:
    return list(read_value(value, "", "here"))


def test_the_articles_of_a_graph_are_told_apart_from_the_rest():
    graph = {"@graph": [{"@type": "WebSite"}, NEWS, {"@type": "Person", "name": "B"}, NEWS | {"headline": "C"}]}
    assert found(graph) == [RawArticle(headline="A"), RawArticle(headline="C")]


def test_graphs_may_stand_in_an_array():
    assert found([{"@graph": [NEWS]}, {"body": "B"}]) == [RawArticle(headline="A"), RawArticle(body="B")]


def test_a_graph_without_an_article_says_so():
    with pytest.raises(BadContent, match="no article in it"):
        found({"@graph": [{"@type": "WebSite"}]})


def test_the_items_of_a_json_feed_have_its_title_as_their_source():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire"}
    assert found(feed | {"items": [{"id": "1", "content_html": "<p>A</p>"}, {"id": "2"}]}) == [
        RawArticle(id="1", source="The Wire", body="<p>A</p>", content_type="text/html"),
        Problem("here: item 2", "neither a headline nor a body"),
    ]


def test_the_summary_of_an_item_of_a_json_feed_is_its_body_where_it_has_no_other():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "description": "All news"}
    short, whole = {"title": "A", "summary": "B"}, {"title": "A", "summary": "B", "content_text": "B and more"}
    assert found(feed | {"items": [short, whole, {"title": "A"}]}) == [
        RawArticle(source="The Wire", headline="A", body="B"),
        RawArticle(source="The Wire", headline="A", body="B and more"),
        RawArticle(source="The Wire", headline="A"),
    ]


EVENT = {"specversion": "1.0", "id": "1", "source": "desk", "type": "dateline.article.raw"}


@pytest.mark.parametrize("value", [{"body": "B"}, EVENT | {"data": {"body": "B"}}])
def test_an_embargo_is_a_problem_that_says_when_it_is_over(value: dict[str, object]):
    place = value.get("data", value)
    assert isinstance(place, dict)
    place |= {"embargoed": "2999-01-01T00:00:00Z"}
    with pytest.raises(BadContent, match="not for publication yet: embargoed until 2999") as held:
        found(value)
    assert held.value.until == datetime(2999, 1, 1, tzinfo=UTC)


@given(JSON)
def test_no_value_raises_anything_but_bad_content(value: object):
    try:
        assert found(value)
    except BadContent as error:
        assert str(error).isprintable()
