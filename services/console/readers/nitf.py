"""NITF, the news industry's text format (https://iptc.org/standards/nitf/): one article a document."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from services.console.readers.found import BadContent, Found
from services.console.readers.xml_tree import below, first_line, line_of, paragraphs_of, parse_xml
from services.ingest.embargo import embargo
from services.wire.messages import RawArticle


def read_nitf(text: str, where: str) -> Iterator[Found]:
    """The article of a document. Raises BadContent."""
    yield nitf_article(parse_xml(text))


def nitf_article(root: Element) -> RawArticle:
    """The article in a `nitf` element. Raises BadContent where it is held back, or there is none."""
    status = _attribute(root, "docdata", "management-status")
    if status and status != "usable":
        raise BadContent(f"not for publication: its source says management-status {status[:40]!r}")
    if (until := _attribute(root, "date.release", "norm")) and (held := embargo(until)):
        raise BadContent(str(held), held.until)
    headline = first_line(root, "hl1") or first_line(root, "title")
    content = next(below(root, "body.content"), None)
    body = paragraphs_of(content) if content is not None else ""
    if not (headline or body):
        raise BadContent("neither a headline nor a body")
    return RawArticle(
        id=_attribute(root, "doc-id", "id-string"),
        source=_attribute(root, "pubdata", "name") or first_line(root, "distributor") or _holder(root),
        headline=headline,
        byline=_byline(next(below(root, "byline"), None)),
        body=body,
        published=(
            _attribute(root, "date.issue", "norm")
            or _attribute(root, "story.date", "norm")
            or _attribute(root, "pubdata", "date.publication")
        ),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _byline(element: Element | None) -> str | None:
    """The people in a byline, else its text without "By" and without what they do."""
    if element is None:
        return None
    people = ", ".join(name for person in below(element, "person") if (name := line_of(person)))
    line = line_of(element) or ""
    for title in below(element, "byttl"):
        line = line.removesuffix(line_of(title) or "").rstrip(" ,")
    begins = line[:3].lower() == "by "
    return people or (line[3:] if begins else line) or line_of(element)


def _holder(root: Element) -> str | None:
    return _attribute(root, "doc.copyright", "holder")


def _attribute(root: Element, name: str, attribute: str) -> str | None:
    return next((value for each in below(root, name) if (value := each.get(attribute))), None)
