"""How content without a name is told apart."""

import bz2
import gzip
import io
import lzma

import pytest

from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.sniff import read_unnamed
from services.wire.messages import RawArticle

ONE, TWO = RawArticle(body="one"), RawArticle(body="two")


def found(content: str) -> list[Found]:
    return list(read_unnamed(io.BytesIO(content.encode()), "here"))


@pytest.mark.parametrize(
    "content",
    [
        '{"body": "one"}\n{"body": "two"}\n',
        '\ufeff\n\n {"body": "one"}\n\n{"body": "two"}',
        '[{"body": "one"}, {"body": "two"}]',
        '[\n  {\n    "body": "one"\n  },\n  {"body": "two"}\n]\n',
    ],
)
def test_json_lines_and_arrays_are_told_by_their_beginning(content: str):
    assert found(content) == [ONE, TWO]


@pytest.mark.parametrize(
    "content", ['{"body": "one"}', '{"body": "one"}\n\n', '{\n  "body": "one"\n}\n', '{"body":\n"one"}']
)
def test_a_single_object_may_be_written_over_several_lines(content: str):
    assert found(content) == [ONE]


@pytest.mark.parametrize("content", [gzip.compress(b"x"), bz2.compress(b"x"), lzma.compress(b"x"), b"WARC/1.0\r\n"])
def test_an_archive_without_a_name_is_one_line_that_says_what_to_do(content: bytes):
    with pytest.raises(BadContent, match="an archive: publish it as a file whose name ends in"):
        list(read_unnamed(io.BytesIO(content), "here"))


def test_a_first_line_that_is_broken_keeps_its_number():
    first, second = found('\n{"body": "o\n{"body": "two"}')
    assert isinstance(first, Problem)
    assert first.where == "here: line 2"
    assert second == TWO


@pytest.mark.parametrize(
    "content", ["<!DOCTYPE html>\n<p>x", "\n <html>", "<?xml version='1.0'?><html/>", "<!-- x -->"]
)
def test_html_begins_with_a_tag(content: str):
    assert found(content) == [RawArticle(body=content, content_type="text/html")]


@pytest.mark.parametrize(
    "content", ["Headline\n\nBody", "[Correction] A headline", "{sic} said he", "<3 weeks left", "x"]
)
def test_everything_else_is_text(content: str):
    assert found(content) == [RawArticle(body=content)]


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?>\n<rss version='2.0'><channel><item><title>A</title></item></channel></rss>",
        "<!-- made by hand -->\n<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry></feed>",
        "<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head></body></nitf>",
        "\ufeff<newsItem><contentMeta><headline>A</headline></contentMeta></newsItem>",
        "From x@y.example Sat Dec 29 10:00:00 2012\nSubject: A\n\n",
        "Received: from y.example\n by z.example; Sat, 29 Dec 2012 10:00:00 +0100\nSubject: A\n\nB",
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "A"}]}',
        '{"@graph": [{"@type": "Person", "name": "B"}, {"@type": "NewsArticle", "headline": "A"}]}',
    ],
)
def test_formats_with_a_beginning_of_their_own_are_told_by_it(content: str):
    (article,) = found(content)
    assert isinstance(article, RawArticle | Problem)
    assert "A" in (article.headline if isinstance(article, RawArticle) else "") or "text part" in str(article)


@pytest.mark.parametrize(
    "content", ["From the desk: 10:00\n\nBody", "From: the desk\n\nBody", "Date: 2012-12-29\nBody: x"]
)
def test_text_that_begins_like_a_letter_is_text(content: str):
    assert found(content) == [RawArticle(body=content)]
