"""Reading a piece of HTML, as feeds and agencies send it: all of it is article."""

import re
from collections.abc import Iterator
from typing import cast
from xml.etree.ElementTree import Element

from lxml import etree

from services.ingest.boilerplate import is_boilerplate
from services.ingest.found import Found
from services.ingest.normalise import normalise
from services.ingest.plain import read_below
from services.wire.failures import Poison

_INLINE = frozenset((
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img"),
    *("ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr"),
))  # fmt: skip
_LEFT_OUT = frozenset((
    *("script", "style", "noscript", "template", "figure", "iframe", "object", "video", "audio", "svg", "math", "head"),
    *("form", "button", "select", "nav"),
))  # fmt: skip
_SPACE = re.compile(r"\s+")


def read_fragment(source: str, headline: str | None = None) -> Found:
    """The article in a piece of HTML, without pictures, forms and scripts. Raises Poison if there is none.

    With a `headline` stated elsewhere, a line that repeats it is dropped from the body, and none need be left.
    """
    lines = [line for line in lines_of(source) if not is_boilerplate(line)]
    if not lines and not headline:
        raise Poison("no article in the HTML")
    return read_below(normalise("\n\n".join(lines)), headline)


def lines_of(source: str) -> list[str]:
    """The headings, paragraphs and other blocks of text in HTML, a line each. Raises Poison if it can't be read."""
    try:
        text = "".join(_pieces(source))
    except Poison:
        raise
    except Exception as error:  # lxml does not say what it may raise
        raise Poison(f"the HTML can't be read: {type(error).__name__}") from error
    return [line for each in text.split("\n") if (line := " ".join(each.split()))]


def _pieces(source: str) -> Iterator[str]:
    parser = etree.HTMLParser(huge_tree=True)
    root = etree.HTML(f"<div>{source}</div>", parser)
    if any(problem.type_name == "ERR_RESOURCE_LIMIT" for problem in parser.error_log):  # the rest is left out
        raise Poison("the HTML has more than 2,000 elements in one another")
    walk = cast("Iterator[tuple[str, Element]]", etree.iterwalk(root, events=("start", "end", "comment", "pi")))
    left_out = 0
    for event, element in walk:
        tag = element.tag if event in ("start", "end") else None
        if event == "start":
            left_out += tag in _LEFT_OUT
            if tag not in _INLINE:
                yield "\n"
            if not left_out:
                yield _SPACE.sub(" ", element.text or "")
        else:
            left_out -= tag in _LEFT_OUT
            if tag is not None and tag not in _INLINE:
                yield "\n"
            if not left_out:
                yield _SPACE.sub(" ", element.tail or "")
