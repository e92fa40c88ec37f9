"""NewsML-G2, what agencies send (https://iptc.org/standards/newsml-g2/): a news item, or a message with several."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from services.console.readers.found import BadContent, Found
from services.console.readers.nitf import nitf_article
from services.console.readers.xml_tree import below, first_line, line_of, local, paragraphs_of, parse_xml
from services.ingest.embargo import embargo
from services.wire.messages import RawArticle

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(text: str, where: str) -> Iterator[Found]:
    """The articles in order; pictures and films beside them are left out. Raises BadContent where there is no text."""
    root = parse_xml(text)
    items = list(below(root, "newsItem"))
    texts = [(number, item) for number, item in enumerate(items, 1) if _is_text(item)]
    if not texts:
        raise BadContent(f"no text in its {len(items)} news items" if items else "no news item in it")
    for number, item in texts:
        try:
            yield _article(item)
        except BadContent as error:
            yield error.at(f"{where}: item {number}" if len(items) > 1 else where)


def _is_text(item: Element) -> bool:
    kind = _code(item, "itemClass")
    return kind in (None, "text") or any(True for _ in below(item, "inlineXML", "inlineData"))


def _article(item: Element) -> RawArticle:
    status = _code(item, "pubStatus")
    if status not in (None, "usable"):
        raise BadContent(f"not for publication: its source says pubStatus {status[:40]!r}")
    until = next(below(item, "embargoed"), None)
    if until is not None and (held := embargo(line_of(until) or "")):  # empty: until somebody says more
        raise BadContent(str(held), held.until)
    inside = _content(item)
    headline = first_line(item, "headline") or inside.headline
    if not (headline or inside.body):
        raise BadContent("neither a headline nor a body")
    language = next(below(item, "language"), None)
    return inside.model_copy(
        update={
            "id": item.get("guid") or inside.id,
            "source": _source(item) or inside.source,
            "headline": headline,
            "byline": first_line(item, "by") or _name(item, "creator") or inside.byline,
            "published": first_line(item, "versionCreated") or first_line(item, "contentCreated") or inside.published,
            "language": (language is not None and language.get("tag")) or item.get(_LANGUAGE),
        }
    )


def _content(item: Element) -> RawArticle:
    """What stands in the first of the renditions that is text: NITF, XHTML, or plain."""
    for each in below(item, "inlineXML", "inlineData"):
        kind = (each.get("contenttype") or "text/plain").lower()
        nitf = next(below(each, "nitf"), None)
        if nitf is not None:
            return nitf_article(nitf)
        if local(each) == "inlineXML":
            if body := paragraphs_of(next(below(each, "body"), each)):
                return RawArticle(body=body)
        elif kind.startswith("text/"):
            return RawArticle(body=each.text or "", content_type="text/html" if "html" in kind else "text/plain")
    return RawArticle()


def _source(item: Element) -> str | None:
    return _name(item, "provider") or first_line(item, "creditline") or _name(item, "infoSource")


def _name(item: Element, element: str) -> str | None:
    """The name of a party; its literal or its code where it has none."""
    for party in below(item, element):
        found = first_line(party, "name") or party.get("literal") or (party.get("qcode") or "").rpartition(":")[2]
        if found:
            return found
    return None


def _code(item: Element, element: str) -> str | None:
    """What a controlled value says: the part after the alias of its vocabulary."""
    value = next(below(item, element), None)
    code = value is not None and (value.get("qcode") or value.get("uri"))
    return code.replace("/", ":").rpartition(":")[2].lower() if code else None
