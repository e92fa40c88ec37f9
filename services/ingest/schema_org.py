"""Articles in JSON-LD as schema.org describes them (https://schema.org/NewsArticle), alone or among other things."""

import html
import re
from collections.abc import Iterator, Mapping

from services.ingest.json_values import Object, first_text, objects, texts

_KINDS = frozenset(("Report", "BlogPosting", "LiveBlogPosting"))
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_DEEPEST = 8
_TAG = re.compile(r"</\w+>|<(?:br|p)\b", re.IGNORECASE)


def is_schema_org(given: Mapping[str, object]) -> bool:
    """Whether a JSON object says that it is JSON-LD."""
    return "@type" in given or "@graph" in given


def articles_in(value: object) -> Iterator[Object]:
    """The articles in JSON-LD in their order, each with the nodes that it refers to by `@id` in their places."""
    nodes = list(_nodes(value, _DEEPEST))
    by_id = {name: node for node in nodes if (name := first_text(node, "@id")) and len(node) > 1}
    for node in nodes:
        if any(kind.endswith("Article") or kind in _KINDS for kind in texts(node.get("@type"))):
            yield {name: _resolved(part, by_id) for name, part in node.items()}


def from_schema_org(article: Mapping[str, object]) -> dict[str, object]:
    """The parts of an article by our names. A headline or body that is no text stays what it is."""
    given = dict(article)
    body = "\n\n".join(texts(given.get("articleBody"))) or first_text(given, "text")
    marked = body is not None and _TAG.search(body) is not None
    return {
        "id": first_text(given, "identifier") or _called(given.get("identifier"), "value"),
        "url": first_text(given, "url", "mainEntityOfPage") or _called(given.get("mainEntityOfPage"), "@id", "url"),
        "source": _called(given.get("publisher"), "name") or _called(given.get("sourceOrganization"), "name"),
        "headline": _unescaped(first_text(given, "headline", "name")) or given.get("headline"),
        "byline": _called(given.get("author"), "name") or _called(given.get("creator"), "name"),
        "published": first_text(given, "datePublished", "dateCreated", "dateModified"),
        "language": first_text(given, "inLanguage"),
        "body": (body if marked else _unescaped(body)) or given.get("articleBody"),
        "content_type": "text/html" if marked else None,
        "description": _unescaped(first_text(given, "description")),
    }


def is_free(article: Mapping[str, object]) -> bool:
    """Whether its publisher does not declare an article to be behind a paywall."""
    return str(article.get("isAccessibleForFree", True)).lower() != "false"


def _nodes(value: object, deep: int) -> Iterator[Object]:
    for node in objects(value):
        yield node
        if deep:
            for name in _INSIDE:
                yield from _nodes(node.get(name), deep - 1)


def _resolved(part: object, by_id: Mapping[str, Object]) -> object:
    return [_referred(each, by_id) for each in objects(part)] or part


def _referred(node: Object, by_id: Mapping[str, Object]) -> Object:
    name = first_text(node, "@id")
    return by_id.get(name, node) if name and len(node) == 1 else node


def _called(value: object, *names: str) -> str | None:
    """The names of people or organizations, which may be written as texts or as objects."""
    called = [*texts(value), *(name for each in objects(value) if (name := first_text(each, *names)))]
    return _unescaped(", ".join(called)) or None


def _unescaped(text: str | None) -> str | None:
    return html.unescape(text) if text and "&" in text else text
