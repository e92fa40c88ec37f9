"""What publishing finds in NewsML-G2 and NITF, and in XML that is neither."""

import pytest

from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.xml_file import read_xml
from services.wire.messages import RawArticle

NITF = """<nitf xml:lang="en"><head><title>Bridge</title><docdata management-status="{status}">
<doc-id id-string="b-1"/><date.issue norm="20121229T100000+0100"/></docdata><pubdata name="The Wire"/></head>
<body><body.head><hedline><hl1>A bridge
 opens</hl1></hedline><byline>By Jane Doe <byttl>Staff Reporter</byttl></byline></body.head>
<body.content>{content}</body.content></body></nitf>"""
ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:b-1" version="1" xml:lang="en">
<itemMeta><itemClass qcode="ninat:{kind}"/><provider><name>The Wire</name></provider>
<versionCreated>2012-12-29T10:00:00+01:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><by>Jane Doe</by><headline>A bridge opens</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>No</title></head><body><p>It opened
on <b>Friday</b>.</p><p>At last.</p></body></html></inlineXML>"""


def found(text: str | bytes) -> list[Found]:
    return list(read_xml(text if isinstance(text, bytes) else text.encode(), "here"))


def nitf(content: str = "<p>It did.</p>", status: str = "usable") -> str:
    return NITF.format(content=content, status=status)


def item(content: str = XHTML, status: str = "usable", kind: str = "text") -> str:
    return ITEM.format(content=content, status=status, kind=kind)


def message(*items: str) -> str:
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'


def article(text: str) -> RawArticle:
    (only,) = found(text)
    assert isinstance(only, RawArticle)
    return only


def reason(text: str | bytes) -> str:
    with pytest.raises(BadContent) as caught:
        found(text)
    return str(caught.value)


def test_a_document_of_nitf_is_an_article():
    assert article(nitf()) == RawArticle(
        id="b-1",
        source="The Wire",
        headline="A bridge opens",
        byline="Jane Doe",
        body="It did.",
        published="20121229T100000+0100",
        language="en",
    )


def test_the_people_of_a_byline_go_before_its_words():
    text = nitf().replace("By Jane Doe", "By <person>Jane Doe</person> and <person>John Roe</person>")
    assert article(text).byline == "Jane Doe, John Roe"


def test_paragraphs_are_one_blank_line_apart_and_pictures_are_none():
    content = """<block><p>One,
      <em>two</em>.</p><media><media-caption><p>A bridge.</p></media-caption></media>
      <hl2>Three</hl2><ul><li>4</li></ul></block>"""
    assert article(nitf(content)).body == "One, two.\n\nThree\n\n4"


def test_entities_of_html_are_known_whether_a_dtd_is_named_or_not():
    assert article(nitf("<p>Caf&eacute; &amp; bar</p>")).body == "Café & bar"
    assert article('<!DOCTYPE nitf SYSTEM "nitf.dtd">' + nitf("<p>Caf&eacute;</p>")).body == "Café"


def test_an_item_of_newsml_g2_is_an_article():
    assert article(item()) == RawArticle(
        id="urn:b-1",
        source="The Wire",
        headline="A bridge opens",
        byline="Jane Doe",
        body="It opened on Friday.\n\nAt last.",
        published="2012-12-29T10:00:00+01:00",
        language="en",
    )


@pytest.mark.parametrize(
    ("content", "body", "content_type"),
    [
        (f'<inlineXML contenttype="application/nitf+xml">{nitf()}</inlineXML>', "It did.", "text/plain"),
        ('<inlineData contenttype="text/plain">It did.</inlineData>', "It did.", "text/plain"),
        ('<inlineData contenttype="text/html">&lt;p>It did.</inlineData>', "<p>It did.", "text/html"),
    ],
)
def test_the_text_of_an_item_may_be_of_several_kinds(content: str, body: str, content_type: str):
    one = article(item(content))
    assert (one.headline, one.body, one.content_type) == ("A bridge opens", body, content_type)


def test_a_message_has_many_items_and_pictures_are_none():
    picture = item('<remoteContent href="a.jpg"/>', kind="picture")
    assert [type(each) for each in found(message(item(), picture, item()))] == [RawArticle, RawArticle]


def test_what_its_source_withdraws_is_a_problem_and_the_others_pass():
    _, canceled = found(message(item(), item(status="canceled")))
    assert canceled == Problem("here: item 2", "not for publication: its source says pubStatus 'canceled'")
    assert reason(nitf(status="withheld")) == "not for publication: its source says management-status 'withheld'"


@pytest.mark.parametrize(
    ("embargo", "why"),
    [
        ("<embargoed>2999-01-01T00:00:00+01:00</embargoed>", " yet: embargoed until 2999-01-01T00:00:00+01:00"),
        ("<embargoed/>", ": its source says embargoed '', which is no time"),
    ],
)
def test_what_is_under_an_embargo_is_a_problem_and_the_others_pass(embargo: str, why: str):
    held = item().replace("</itemMeta>", f"{embargo}</itemMeta>")
    _, problem = found(message(item(), held))
    assert problem == Problem("here: item 2", f"not for publication{why}")


def test_an_embargo_that_is_over_is_none():
    assert article(item().replace("</itemMeta>", "<embargoed>2012-12-30T00:00:00Z</embargoed></itemMeta>"))
    assert article(nitf().replace("<date.issue", '<date.release norm="20121230T000000Z"/><date.issue'))


def test_nitf_that_is_to_be_released_later_is_a_problem():
    held = nitf().replace("<date.issue", '<date.release norm="29990101T000000Z"/><date.issue')
    assert reason(held) == "not for publication yet: embargoed until 2999-01-01T00:00:00+00:00"


def test_a_message_without_text_says_so():
    assert reason(message()) == "no news item in it"
    assert reason(message(item("", kind="picture"))) == "no text in its 1 news items"


def test_broken_xml_names_the_place():
    assert reason("<nitf>\n<body></head>") == "not well-formed XML: mismatched tag at line 2, column 9"


def test_xml_is_read_in_the_encoding_that_it_declares():
    text = '<?xml version="1.0" encoding="iso-8859-2"?>' + nitf("<p>Žižkov</p>")
    (one,) = found(text.encode("iso-8859-2"))
    assert isinstance(one, RawArticle)
    assert one.body == "Žižkov"


def test_entities_of_its_own_are_refused():
    assert reason('<!DOCTYPE nitf [<!ENTITY a SYSTEM "/etc/passwd">]>' + nitf("<p>&a;</p>")).startswith(
        "it declares XML"
    )


def test_elements_without_end_are_refused():
    assert reason(nitf("<p>" * 5_000 + "</p>" * 5_000)) == "more than 100 elements in one another"


def test_xml_of_other_kinds_says_what_it_is():
    assert reason("<urlset/>").startswith("XML with the root <urlset> is no format that can be read")
    assert reason("<NewsML/>") == "NewsML 1 is no format that can be read: ask for NewsML-G2"
    assert reason("text") == "not XML: it does not begin with an element"


def test_feeds_and_pages_are_told_by_their_root():
    feed = (
        "<?xml version='1.0'?><!-- a feed --><rss version='2.0'><channel><item><title>A</title></item></channel></rss>"
    )
    assert article(feed).headline == "A"
    assert article("<html><body>A</body></html>").content_type == "text/html"


def test_a_document_type_with_brackets_that_never_end_is_told_at_once():
    assert reason("<!DOCTYPE nitf " + "[]" * 10_000) == "not XML: it does not begin with an element"


def test_a_document_type_may_declare_what_it_likes():
    assert article("<!DOCTYPE html [<!ELEMENT html (body)> <?a b?>] ><html><body>A</body></html>").body.endswith(
        "</html>"
    )
