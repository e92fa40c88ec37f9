"""Reading XML from people whom nobody knows."""

import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError, XMLParser

from services.console.readers.content import decode
from services.console.readers.found import BadContent

_DECLARED = re.compile(rb"<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
_PROLOG = re.compile(  # what is matched once is not tried another way: there would be 2 to the power of the brackets
    r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?>[^\[>]+|\[[^\]]*\])*+>)*+", re.DOTALL | re.IGNORECASE
)
_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_LONGEST_PROLOG = 100_000  # characters
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,40};)")
_SPACE = re.compile(r"\s+")
_DEEPEST = 100  # elements in one another

_BLOCKS = frozenset((
    *("p", "block", "hl2", "bq", "blockquote", "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "pre"),
    *("hr", "div", "section", "article", "header", "h1", "h2", "h3", "h4", "h5", "h6", "note", "nitf-table"),
))  # fmt: skip
_LEFT_OUT = frozenset(("media", "figure", "script", "style", "head", "nav", "footer", "aside", "object", "svg"))


def xml_text(content: bytes) -> str:
    """The text of an XML document, in the encoding that it declares. Raises BadContent."""
    match = _DECLARED.match(content)
    return decode(content, declared=match[1].decode() if match else None)


def root_name(text: str) -> str | None:
    """The name of the root of a document without its prefix, or None if there is no element at its beginning."""
    start = _PROLOG.match(text, 0, _LONGEST_PROLOG)
    name = _NAME.match(text, start.end() if start else 0)
    return name and name[1]


def refuse_entities(text: str) -> None:
    """Raise BadContent if XML declares entities of its own: those can blow up a small file without limit."""
    if "<!ENTITY" in text and "<!DOCTYPE" in text:
        raise BadContent("it declares XML entities, which are not read: they can blow up to any size")


def parse_xml(text: str) -> Element:
    """The root of a document. Raises BadContent.

    Declarations of entities are refused, and nothing is loaded from elsewhere. Those of HTML stand for what they do in
    HTML: DTDs that are not read declare them.
    """
    refuse_entities(text)
    parser = XMLParser()
    try:
        parser.feed(_ENTITY.sub(lambda match: html5.get(match[1], match[0]), text))
        return parser.close()
    except ParseError as error:
        line, column = error.position
        what = str(error).partition(":")[0]
        raise BadContent(f"not well-formed XML: {what} at line {line}, column {column + 1}") from error


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def below(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names, without regard to namespaces, at any depth and in order of the document."""
    return (each for each in element.iter() if local(each) in names)


def line_of(element: Element | None) -> str | None:
    """All text in an element, on one line; None if there is none."""
    return (" ".join("".join(element.itertext()).split()) or None) if element is not None else None


def first_line(element: Element, name: str) -> str | None:
    """The text of the first element of a name, at any depth, that has some; on one line."""
    return next((line for each in below(element, name) if (line := line_of(each))), None)


def paragraphs_of(element: Element) -> str:
    """The text in an element, its paragraphs one blank line apart, without pictures and what belongs to them."""
    text = "".join(_pieces(element, _DEEPEST))
    return "\n\n".join(line for paragraph in text.split("\n\n") if (line := paragraph.strip()))


def _pieces(element: Element, deep: int) -> Iterator[str]:
    if not deep:
        raise BadContent(f"more than {_DEEPEST} elements in one another")
    around = "\n\n" if local(element) in _BLOCKS else ""
    yield around
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        if local(child) == "br":
            yield "\n"
        elif local(child) not in _LEFT_OUT:
            yield from _pieces(child, deep - 1)
        yield _SPACE.sub(" ", child.tail or "")
    yield around
