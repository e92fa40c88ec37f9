"""Articles as schema.org describes them, whether from a file or from a stream."""

import pytest

from services.ingest.fields import article_from
from services.ingest.schema_org import articles_in
from services.wire.failures import Poison
from services.wire.messages import RawArticle

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "A bridge &amp; a road",
    "articleBody": "It opened.",
    "datePublished": "2012-12-29",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://wire.example/bridge"},
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Wire"},
}


def test_an_article_is_read():
    assert article_from(ARTICLE) == RawArticle(
        url="https://wire.example/bridge",
        source="The Wire",
        headline="A bridge & a road",
        byline="Jane Doe, John Roe",
        body="It opened.",
        published="2012-12-29",
    )


def test_a_body_with_tags_is_html():
    article = article_from(ARTICLE | {"articleBody": "<p>It opened.</p>"})
    assert (article.body, article.content_type) == ("<p>It opened.</p>", "text/html")


def test_a_body_in_pieces_is_joined():
    assert article_from(ARTICLE | {"articleBody": ["It opened.", "At last."]}).body == "It opened.\n\nAt last."


def test_a_body_that_is_no_text_is_poison():
    with pytest.raises(Poison, match="field 'body' must be text, not dict"):
        article_from(ARTICLE | {"articleBody": {"a": 1}})


def test_the_article_of_a_graph_is_read_with_what_it_refers_to():
    person = {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}
    graph = {"@graph": [{"@type": "WebSite"}, ARTICLE | {"author": {"@id": "#jane"}}, person]}
    assert article_from(graph).byline == "Jane Doe"


@pytest.mark.parametrize(("graph", "number"), [([], "no"), ([ARTICLE, ARTICLE], "2")])
def test_a_graph_in_a_stream_has_one_article(graph: list[object], number: str):
    with pytest.raises(Poison, match=f"{number} articles in its @graph, where one belongs"):
        article_from({"@graph": graph})


@pytest.mark.parametrize(
    "value",
    [
        [{"@type": "WebPage"}, ARTICLE],
        {"@graph": [ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ARTICLE}]},
        ARTICLE | {"@type": ["Article", "Thing"]},
    ],
)
def test_articles_are_found_wherever_they_stand(value: object):
    assert [article["articleBody"] for article in articles_in(value)] == ["It opened."]


@pytest.mark.parametrize("value", [None, "NewsArticle", [[ARTICLE]], {"@type": 5}, {"@type": "Person"}])
def test_nothing_else_is_an_article(value: object):
    assert list(articles_in(value)) == []
