"""IPTC ninjs, the news industry's JSON: versions 1, 2 and 3 (https://iptc.org/std/ninjs/userguide/).

Version 2 has arrays of headlines and bodies where 1 had one name for each kind of text; version 3 writes its names in
camel case. Names are compared in lower case.
"""

from collections.abc import Mapping

from services.ingest.json_values import Object, first_text, objects
from services.ingest.media_type import is_html

_ONLY_NINJS = frozenset(("headlines", "bodies", "pubstatus", "pubStatus", "versioncreated", "versionCreated"))


def is_ninjs(given: Mapping[str, object]) -> bool:
    """Whether a JSON object has names that only ninjs has."""
    return not _ONLY_NINJS.isdisjoint(given)


def from_ninjs(given: Mapping[str, object]) -> dict[str, object]:
    """The parts of an item by our names."""
    item: Object = {name.lower(): value for name, value in given.items()}
    return {
        "id": item.get("uri"),
        "url": item.get("url") or _alternative_url(item),
        "source": first_text(item, "source", "provider", "copyrightholder") or _infosource(item),
        "headline": first_text(item, "headline") or _headline(item) or item.get("headline"),
        "byline": first_text(item, "byline", "by"),
        "published": first_text(item, "versioncreated", "contentcreated", "firstcreated"),
        "language": first_text(item, "language"),
        **_body(item),
    }


def _infosource(item: Object) -> str | None:
    return next((name for each in objects(item.get("infosources")) if (name := first_text(each, "name"))), None)


def _alternative_url(item: Object) -> str | None:
    """The address among the alternative ids, where our own export has it."""
    ids = objects(item.get("altids"))
    return next((first_text(each, "value") for each in ids if first_text(each, "role") == "url"), None)


def _headline(item: Object) -> str | None:
    headlines = [(each, text) for each in _in_language(item, "headlines") if (text := first_text(each, "value"))]
    main = [text for each, text in headlines if first_text(each, "role") == "main"]
    return next(iter((*main, *(text for _, text in headlines))), None)


def _body(item: Object) -> dict[str, object]:
    """The longest plain text if it has paragraphs, else the longest HTML, which says where they begin."""
    plain = [first_text(item, "body_text") or ""]
    html = [first_text(item, "body_html", "body_xhtml", "body_html5") or ""]
    for each in _in_language(item, "bodies"):
        kind, text = first_text(each, "contenttype", "contentType") or "text/plain", first_text(each, "value") or ""
        if is_html(kind):
            html.append(text)
        elif kind.startswith("text/plain"):
            plain.append(text)
    text, page = max(plain, key=len), max(html, key=len)
    if page and "\n" not in text.strip():
        return {"body": page, "content_type": "text/html"}
    return {"body": text or item.get("body_text")}


def _in_language(item: Object, name: str) -> list[Object]:
    """The texts in the language of the item, where there are several."""
    given = list(objects(item.get(name)))
    language = first_text(item, "language")
    return [each for each in given if first_text(each, "language") in (None, language)] or given
