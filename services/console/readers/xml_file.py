"""An XML file: its root says of which format it is."""

from collections.abc import Iterator

from services.console.readers.feed import read_feed
from services.console.readers.found import BadContent, Found
from services.console.readers.html import read_html
from services.console.readers.newsml import read_newsml
from services.console.readers.nitf import read_nitf
from services.console.readers.xml_tree import root_name, xml_text

_KNOWN = "RSS, Atom, NewsML-G2, NITF and XHTML are"
_ROOTS = ("rss", "feed", "RDF", "newsItem", "newsMessage", "nitf")


def is_xml(content: bytes) -> bool:
    """Whether a document that begins with a tag is XML rather than HTML."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<?xml") or root_name(start.decode("latin-1")) in _ROOTS


def read_xml(content: bytes, where: str) -> Iterator[Found]:
    """The articles of a document of any of the formats that are XML. Raises BadContent."""
    text = xml_text(content)
    root = root_name(text)
    match root:
        case "rss" | "feed" | "RDF" | "channel":
            yield from read_feed(content, where)
        case "newsItem" | "newsMessage":
            yield from read_newsml(text, where)
        case "nitf":
            yield from read_nitf(text, where)
        case "html":
            yield from read_html(content, where)
        case "NewsML":
            raise BadContent("NewsML 1 is no format that can be read: ask for NewsML-G2")
        case None:
            raise BadContent("not XML: it does not begin with an element")
        case _:
            raise BadContent(f"XML with the root <{root[:40]}> is no format that can be read: {_KNOWN}")
