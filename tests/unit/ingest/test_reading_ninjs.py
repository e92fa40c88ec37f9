"""Articles as IPTC ninjs, whether from a file or from a stream."""

import pytest

from services.ingest.fields import article_from
from services.wire.failures import Poison
from services.wire.messages import RawArticle

VERSION_2 = {
    "uri": "urn:1",
    "type": "text",
    "pubstatus": "usable",
    "versioncreated": "2012-12-29T10:00:00+01:00",
    "firstcreated": "2012-12-28",
    "copyrightholder": "The Wire",
    "by": "Jane Doe",
    "language": "en",
    "headlines": [{"role": "short", "value": "Bridge"}, {"role": "main", "value": "A bridge opens"}],
    "bodies": [{"contenttype": "text/plain", "value": "It opened.\nAt last."}],
}


def bodies(*given: tuple[str, str]) -> RawArticle:
    listed = [{"contenttype": kind, "value": value} for kind, value in given]
    return article_from(VERSION_2 | {"bodies": listed})


def test_version_2_is_read():
    assert article_from(VERSION_2) == RawArticle(
        id="urn:1",
        source="The Wire",
        headline="A bridge opens",
        byline="Jane Doe",
        body="It opened.\nAt last.",
        published="2012-12-29T10:00:00+01:00",
        language="en",
    )


def test_version_3_is_the_same_in_camel_case():
    camel = {"pubstatus": "pubStatus", "versioncreated": "versionCreated", "copyrightholder": "copyrightHolder"}
    third = {camel.get(name, name): value for name, value in VERSION_2.items()}
    third["bodies"] = [{"contentType": "text/plain", "value": "It opened.\nAt last."}]
    assert article_from(third) == article_from(VERSION_2)


def test_version_1_has_one_name_for_each_text():
    first = {"uri": "urn:1", "versioncreated": "2012-12-29", "headline": "A", "body_html": "<p>B</p>"}
    assert article_from(first) == RawArticle(
        id="urn:1", headline="A", body="<p>B</p>", content_type="text/html", published="2012-12-29"
    )


def test_plain_text_with_paragraphs_goes_before_html():
    assert bodies(("text/html", "<p>A</p>"), ("text/plain", "A\nB")).body == "A\nB"


def test_html_goes_before_plain_text_that_has_lost_its_paragraphs():
    article = bodies(("text/plain", "A B"), ("application/xhtml+xml", "<p>A</p><p>B</p>"))
    assert (article.body, article.content_type) == ("<p>A</p><p>B</p>", "text/html")


def test_the_whole_text_goes_before_a_summary():
    assert bodies(("text/plain", "A"), ("text/plain", "A\nand B")).body == "A\nand B"


def test_texts_in_other_languages_are_left():
    texts = [{"language": "de", "value": "Eine Brücke"}, {"language": "en", "value": "A bridge"}]
    assert article_from(VERSION_2 | {"headlines": texts}).headline == "A bridge"


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_its_source_withdraws_is_poison(status: str):
    with pytest.raises(Poison, match=f"not for publication: its source says pubstatus '{status}'"):
        article_from(VERSION_2 | {"pubstatus": status})


@pytest.mark.parametrize("until", ["2012-12-29T10:00:00+01:00", "2012-12-29"])
def test_an_embargo_that_is_over_is_none(until: str):
    assert article_from(VERSION_2 | {"embargoed": until}) == article_from(VERSION_2)


def test_what_is_under_an_embargo_is_poison():
    with pytest.raises(Poison, match=r"^not for publication yet: embargoed until 2999-01-01T00:00:00\+01:00$"):
        article_from(VERSION_2 | {"embargoed": "2999-01-01T00:00:00+01:00"})


def test_an_embargo_that_is_no_time_holds_back_as_well():
    with pytest.raises(Poison, match=r"^not for publication: its source says embargoed 'soon', which is no time$"):
        article_from(VERSION_2 | {"embargoed": "soon"})


def test_a_headline_that_is_no_text_is_poison():
    with pytest.raises(Poison, match="field 'headline' must be text, not dict"):
        article_from({"versioncreated": "2012-12-29", "headline": {"a": 1}, "body_text": "B"})
