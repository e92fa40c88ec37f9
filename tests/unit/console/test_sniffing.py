"""How content without a name is told apart."""

import io

import pytest

from services.console.readers.found import Found, Problem
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
