"""What publishing finds in RSS and Atom."""

import time

import pytest

from services.console.readers.feed import read_feed
from services.console.readers.found import BadContent, Found, Problem
from services.wire.messages import RawArticle

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Wire</title><link>https://wire.example/</link><language>en-gb</language>{}</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Wire</title>{}</feed>"""


def found(feed: str | bytes, base: str = "") -> list[Found]:
    return list(read_feed(feed if isinstance(feed, bytes) else feed.encode(), "here", base))


def rss(*items: str) -> str:
    return RSS.format("".join(f"<item>{item}</item>" for item in items))


def article(feed: str, base: str = "") -> RawArticle:
    (only,) = found(feed, base)
    assert isinstance(only, RawArticle)
    return only


def reason(feed: str | bytes) -> str:
    with pytest.raises(BadContent) as caught:
        found(feed)
    return str(caught.value)


def test_an_item_of_rss_is_an_article():
    parts = """<title>A bridge opens</title><link>https://wire.example/bridge</link><guid>g-1</guid>
    <dc:creator>Jane Doe</dc:creator><pubDate>Sat, 29 Dec 2012 10:00:00 +0100</pubDate>
    <description>It did.</description>"""
    assert article(rss(parts)) == RawArticle(
        id="g-1",
        url="https://wire.example/bridge",
        source="The Wire",
        headline="A bridge opens",
        byline="Jane Doe",
        body="It did.",
        published="Sat, 29 Dec 2012 10:00:00 +0100",
        language="en-gb",
    )


def test_an_entry_of_atom_is_an_article():
    entry = """<entry><title>A bridge opens</title><id>tag:1</id><link href="https://wire.example/bridge"/>
    <published>2012-12-29T10:00:00+01:00</published><updated>2013-01-01T00:00:00Z</updated>
    <author><name>Jane Doe</name></author><author><name>John Roe</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It did.</p></div></content></entry>"""
    one = article(ATOM.format(entry))
    assert (one.id, one.url, one.published) == ("tag:1", "https://wire.example/bridge", "2012-12-29T10:00:00+01:00")
    assert (one.byline, one.content_type) == ("Jane Doe, John Roe", "text/html")
    assert "<p>It did.</p>" in one.body


@pytest.mark.parametrize(
    "longer",
    [
        "<content:encoded><![CDATA[<p>The whole text of it.</p>]]></content:encoded>",
        "<media:group><media:text>The whole text of it.</media:text></media:group>",
    ],
)
def test_the_whole_text_goes_before_a_summary(longer: str):
    assert "The whole text of it." in article(rss(f"<title>A</title><description>Part.</description>{longer}")).body


def test_links_are_relative_to_where_the_feed_came_from_or_to_what_it_says_of_itself():
    feed = rss("<title>A</title><link>/a</link>")
    assert article(feed).url == "https://wire.example/a"
    assert article(feed, "https://mirror.example/feeds/rss").url == "https://mirror.example/a"


def test_a_link_that_leads_to_no_address_of_the_web_is_none():
    feed = rss("<title>A</title><link>/a</link>")
    assert article(feed.replace("https://wire.example/", "https://[wire.example/")).url is None
    assert article(feed.replace("<link>https://wire.example/</link>", "")).url is None
    assert article(feed.replace("<link>/a</link>", "<link>mailto:desk@wire.example</link>")).url is None


def test_an_id_that_is_no_address_is_no_link():
    entry = "<entry><id>tag:wire.example,2012:2</id><title>A bridge opens</title><summary>It did.</summary></entry>"
    assert (article(ATOM.format(entry)).id, article(ATOM.format(entry)).url) == ("tag:wire.example,2012:2", None)


def test_a_title_has_no_tags_and_no_entities():
    assert (
        article(rss("<title>A &lt;b&gt;bold&lt;/b&gt; claim &amp;amp; more</title>")).headline == "A bold claim & more"
    )


def test_an_author_with_an_address_is_called_by_name():
    assert article(rss("<title>A</title><author>jane@wire.example (Jane Doe)</author>")).byline == "Jane Doe"


def test_odd_dates_are_left_for_ingest_to_read():
    assert article(rss("<title>A</title><pubDate>soon</pubDate>")).published == "soon"


def test_an_item_without_anything_is_a_problem_and_the_others_pass():
    first, second = found(rss("<title>A</title>", "<link>https://wire.example/b</link>"))
    assert isinstance(first, RawArticle)
    assert second == Problem("here: item 2", "neither a headline nor a body")


def test_a_feed_without_items_says_so():
    assert reason(rss()) == "a feed without items"


def test_a_feed_of_ten_thousand_items_is_read_in_seconds():
    began = time.perf_counter()
    assert len(found(rss(*(f"<title>Item {number}</title>" for number in range(10_000))))) == 10_000
    assert time.perf_counter() - began < 30


@pytest.mark.parametrize("other", ["<html><body>Log in</body></html>", "plain text", "<svg/>"])
def test_what_is_no_feed_says_so(other: str):
    assert reason(other) == "neither RSS, Atom nor JSON Feed"


def test_nothing_at_all_is_empty():
    assert reason(" \n") == "empty"


def test_a_feed_that_is_cut_off_gives_what_it_has_and_a_problem():
    *articles, problem = found(rss("<title>A</title>", "<title>B</title>")[:-20])
    assert [each.headline for each in articles if isinstance(each, RawArticle)] == ["A", "B"]
    assert isinstance(problem, Problem)
    assert problem.why.startswith("broken XML at line 4 (")


def test_entities_of_html_are_read_without_complaint():
    assert article(rss("<title>Caf&eacute;</title>")).headline == "Café"


def test_a_bomb_of_entities_is_refused_at_once():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + rss("<title>&b;</title>")
    assert reason(bomb).startswith("it declares XML entities")
    assert reason(bomb.encode("utf-16")).startswith("it declares XML entities")


def test_a_feed_is_read_in_the_encoding_that_it_declares():
    feed = '<?xml version="1.0" encoding="windows-1252"?>' + rss("<title>“Café”</title>")
    (one,) = found(feed.encode("cp1252"))
    assert isinstance(one, RawArticle)
    assert one.headline == "“Café”"


def test_the_encoding_of_the_http_response_counts_where_there_is_one():
    (one,) = read_feed(rss("<title>Žižkov</title>").encode("cp1250"), "here", charset="windows-1250")
    assert isinstance(one, RawArticle)
    assert one.headline == "Žižkov"
