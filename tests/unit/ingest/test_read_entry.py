"""Reading raw entries: three shapes of good ones, and a clear reason for each bad one."""

import json

import pytest
from faststream.redis.parser import BinaryMessageFormatV1
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.entry import Incoming, read_entry
from services.wire.failures import Poison
from services.wire.messages import CleanArticle, RawArticle, encode
from services.wire.messages.trail import Trail

LIMIT = 10_000_000
EVENT = {"specversion": "1.0", "id": "1", "source": "test", "type": "dateline.article.raw", "data": {"body": "B"}}


def read(**fields: bytes) -> Incoming:
    return read_entry({name.encode(): value for name, value in fields.items()}, LIMIT)


def read_json(value: object) -> Incoming:
    return read(__data__=json.dumps(value).encode())


def reason(**fields: bytes) -> str:
    with pytest.raises(Poison) as poison:
        read(**fields)
    return str(poison.value)


def reason_json(value: object) -> str:
    return reason(__data__=json.dumps(value).encode())


def test_flat_fields_are_an_article():
    article = read(headline=b"A", body=b"B", published=b"2012-12-29").article
    assert article == RawArticle(headline="A", body="B", published="2012-12-29")


def test_a_json_object_is_an_article():
    article = read_json({"headline": "A", "body": "B", "published": "2012-12-29"}).article
    assert article == RawArticle(headline="A", body="B", published="2012-12-29")


def test_a_cloudevent_is_an_article_with_its_trace():
    raw = RawArticle(id="7", headline="A", body="B", language="en")
    trail = Trail("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")
    assert read(__data__=encode(raw, source="test", trail=trail)) == Incoming(
        raw, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    )


def test_a_cloudevent_without_a_trace_has_none():
    assert read_json(EVENT).traceparent is None


async def test_what_faststream_publishes_is_read_too():
    payload = await BinaryMessageFormatV1.encode(
        message={"headline": "A", "body": "ü"}, reply_to=None, headers={"x": "y"}, correlation_id="c"
    )
    assert read(__data__=payload).article == RawArticle(headline="A", body="ü")


def test_names_of_schema_org_are_known():
    given_names = {"headline": "A", "articleBody": "B", "datePublished": "2012-12-29", "inLanguage": "en"}
    assert read_json(given_names).article == RawArticle(headline="A", body="B", published="2012-12-29", language="en")


def test_names_of_feeds_are_known():
    article = read(title=b"A", link=b"http://x.example/a", guid=b"7", pubDate=b"Sat, 29 Dec 2012 10:00:00 GMT").article
    assert article == RawArticle(
        headline="A", url="http://x.example/a", id="7", published="Sat, 29 Dec 2012 10:00:00 GMT"
    )


@pytest.mark.parametrize("name", ["description", "summary"])
def test_a_summary_is_the_body_where_there_is_no_fuller_text(name: str):
    assert read_json({"title": "A", name: "B"}).article == RawArticle(headline="A", body="B")
    assert read(title=b"A", **{name: b"B"}).article == RawArticle(headline="A", body="B")
    assert read_json({"title": "A", "content": " ", name: "B"}).article.body == "B"
    assert read_json({"@type": "NewsArticle", "headline": "A", "description": "B"}).article.body == "B"


def test_the_longer_of_two_summaries_is_the_body():
    assert read_json({"title": "A", "description": "B", "summary": "B and more"}).article.body == "B and more"


def test_a_summary_with_tags_is_html():
    article = read_json({"title": "A", "description": "<p>B</p>"}).article
    assert (article.body, article.content_type) == ("<p>B</p>", "text/html")


@pytest.mark.parametrize("name", ["body", "content", "content_text", "content_html", "articleBody", "html"])
@pytest.mark.parametrize("summary", ["A summary that is longer than the body", ["no", "text"], 1])
def test_a_summary_beside_a_fuller_text_is_left(name: str, summary: object):
    assert read_json({"title": "A", name: "B", "description": summary, "summary": summary}).article.body == "B"


def test_a_description_beside_an_article_of_schema_org_is_left():
    news = {"@type": "NewsArticle", "headline": "A", "articleBody": "B", "description": "In short: more than B"}
    assert read_json(news).article.body == "B"


def test_a_description_without_a_headline_describes_something_else():
    assert reason_json({"url": "https://x.example/2", "description": "B"}) == "neither headline nor body text"


def test_our_own_names_come_first():
    assert read(text=b"other", body=b"B").article.body == "B"


def test_an_empty_field_gives_way_to_one_that_holds_something():
    assert read_json({"body": "", "text": None, "content": "B"}).article.body == "B"


def test_authors_are_named_in_the_byline():
    people = [{"@type": "Person", "name": "Jane Doe"}, "John Roe"]
    assert read_json({"body": "B", "author": people}).article.byline == "Jane Doe, John Roe"


def test_an_id_may_be_a_number():
    assert read_json({"body": "B", "id": 42}).article.id == "42"


def test_html_fields_are_html():
    article = read_json({"headline": "A", "body_html": "<p>B</p>"}).article
    assert (article.body, article.content_type) == ("<p>B</p>", "text/html")


def test_a_plain_body_goes_before_an_html_one():
    article = read_json({"body_text": "B", "body_html": "<p>B</p>"}).article
    assert (article.body, article.content_type) == ("B", "text/plain")


def test_unknown_fields_are_ignored_whatever_they_hold():
    assert read(body=b"B", picture=b"\xff\xd8").article == RawArticle(body="B")


def test_a_byte_order_mark_before_json_is_ignored():
    assert read(__data__=b'\xef\xbb\xbf{"body": "B"}').article.body == "B"


@pytest.mark.parametrize("stated", ["embargoed", "Embargoed"])
@pytest.mark.parametrize(
    "article",
    [
        {"uri": "u:1", "headline": "A", "body_text": "B"},
        {"headline": "A", "body": "B"},
        {"@type": "NewsArticle", "headline": "A", "articleBody": "B"},
        {"@graph": [{"@type": "NewsArticle", "headline": "A", "articleBody": "B"}]},
    ],
)
def test_an_embargo_holds_back_whatever_else_an_object_has(article: dict[str, object], stated: str):
    until = {stated: "2999-01-01T00:00:00Z"}
    article = {"@graph": [article["@graph"][0] | until]} if "@graph" in article else article | until
    assert reason_json(article) == "not for publication yet: embargoed until 2999-01-01T00:00:00+00:00"


def test_the_data_of_a_cloudevent_are_held_back_as_well():
    held = EVENT | {"data": {"body": "B", "embargoed": "2999-01-01"}}
    assert reason_json(held) == "not for publication yet: embargoed until 2999-01-01T00:00:00"


def test_flat_fields_are_held_back_as_well():
    assert reason(headline=b"A", body=b"B", embargoed=b"2999-01-01").startswith("not for publication yet: embargoed")
    assert reason(body=b"B", pubStatus=b"canceled") == "not for publication: its source says pubstatus 'canceled'"


@pytest.mark.parametrize("until", [True, 32503680000, {"until": "2999"}])
def test_an_embargo_that_is_no_text_holds_back(until: object):
    assert reason_json({"body": "B", "embargoed": until}).endswith("which is no time")


@pytest.mark.parametrize("until", [None, "", False, "2012-12-29"])
def test_an_embargo_that_is_over_or_none_leaves_the_article(until: object):
    assert read_json({"headline": "A", "body": "B", "embargoed": until}).article == RawArticle(headline="A", body="B")


def test_a_status_beside_names_that_ninjs_lacks_loses_none_of_them():
    given_names = {"title": "A", "body": "B", "date": "2012-12-29", "pubstatus": "usable"}
    assert read_json(given_names).article == RawArticle(headline="A", body="B", published="2012-12-29")


def test_an_entry_without_fields_is_poison():
    assert reason() == "no fields in the entry"


def test_data_that_is_not_utf_8_is_poison():
    assert reason(__data__=b'{"body": "\xff"}') == "not UTF-8: field '__data__' at byte 10"


def test_a_flat_field_that_is_not_utf_8_is_poison():
    assert reason(body=b"caf\xe9 noir") == "not UTF-8: field 'body' at byte 3"


def test_data_that_is_not_json_is_poison():
    assert reason(__data__=b'{"body": "B"').startswith("not JSON: EOF while parsing an object at line 1")


def test_json_that_nests_without_end_is_poison():
    assert reason(__data__=b"[" * 100_000).startswith("not JSON: recursion limit exceeded")


@pytest.mark.parametrize(("value", "kind"), [([], "list"), ("text", "str"), (None, "NoneType"), (1, "int")])
def test_json_that_is_no_object_is_poison(value: object, kind: str):
    assert reason_json(value) == f"the JSON must be an object, not {kind}"


def test_a_cloudevent_without_its_attributes_is_poison():
    assert reason_json({"specversion": "1.0"}) == "not a CloudEvent: id: Field required"


def test_a_cloudevent_of_unknown_type_is_poison():
    assert reason_json(EVENT | {"type": "com.example.order"}) == "unknown message type 'com.example.order'"


def test_a_cloudevent_of_another_stage_is_poison():
    clean = CleanArticle(
        id="1", content_hash="2", entry="1-0", published="2012-12-29", published_from="stated", body="B"
    )
    payload = encode(clean, source="test")
    assert reason(__data__=payload) == "a dateline.article.clean where a dateline.article.raw belongs"


def test_a_cloudevent_of_a_newer_version_is_poison():
    newer = reason_json(EVENT | {"dataschema": "urn:dateline:article:raw:999"})
    assert newer.startswith("version 999 of dateline.article.raw is newer")


def test_a_cloudevent_with_string_data_is_poison():
    assert reason_json(EVENT | {"data": '{"body": "B"}'}) == "data of dateline.article.raw must be an object, not str"


def test_a_cloudevent_with_data_of_the_wrong_type_is_poison():
    assert "body: Input should be a valid string" in reason_json(EVENT | {"data": {"body": 5}})


def test_a_date_that_is_a_number_is_read_as_it_is_written():
    assert read_json({"headline": "A", "published": 20121229}).article == RawArticle(headline="A", published="20121229")


@pytest.mark.parametrize(
    ("field", "value", "kind"), [("body", ["B"], "list"), ("headline", {"a": 1}, "dict"), ("published", 1.5, "float")]
)
def test_a_field_of_the_wrong_type_is_poison(field: str, value: object, kind: str):
    assert reason_json({"body": "B", field: value}) == f"field '{field}' must be text, not {kind}"


def test_an_entry_over_the_limit_is_poison():
    with pytest.raises(Poison, match=r"too large: 105 bytes, more than DATELINE_MAX_BYTES \(104\)"):
        read_entry({b"body": b"x" * 101}, 104)


def test_an_entry_at_the_limit_is_not():
    assert read_entry({b"body": b"x" * 100}, 104).article.body == "x" * 100


@pytest.mark.parametrize(
    "fields", [{"body": b""}, {"body": b" \n "}, {"url": b"http://x.example/a"}, {"__data__": b"{}"}]
)
def test_an_article_without_headline_and_body_is_poison(fields: dict[str, bytes]):
    assert reason(**fields) == "neither headline nor body text"


NAMES = st.sampled_from([b"__data__", b"body", b"headline", b"published", b"id"]) | st.binary(max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from([*EVENT, "body", "headline", "author", "id"]) | st.text(), inner)
    ),
)


@given(st.dictionaries(NAMES, st.binary(), max_size=4))
def test_no_bytes_raise_anything_but_poison(fields: dict[bytes, bytes]):
    only_poison(fields)


@given(JSON)
def test_no_json_raises_anything_but_poison(value: object):
    only_poison({b"__data__": json.dumps(value).encode()})


@given(JSON)
def test_no_cloudevent_raises_anything_but_poison(value: object):
    only_poison({b"__data__": json.dumps(EVENT | {"data": value}).encode()})


@given(st.binary())
def test_no_remains_of_a_faststream_message_raise_anything_but_poison(rest: bytes):
    only_poison({b"__data__": b"\x89BIN\r\n\x1a\n" + rest})


def only_poison(fields: dict[bytes, bytes]) -> None:
    try:
        assert isinstance(read_entry(fields, LIMIT), Incoming)
    except Poison as poison:
        assert str(poison)
        assert "\n" not in str(poison)
