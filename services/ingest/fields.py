"""The names under which people send the parts of an article, and how such a part is read."""

from collections.abc import Mapping
from typing import cast

from pydantic import ValidationError

from services.ingest.embargo import WITHHOLDING, refuse_withheld
from services.ingest.json_values import first_text
from services.ingest.media_type import media_type_of
from services.ingest.ninjs import from_ninjs, is_ninjs
from services.ingest.schema_org import articles_in, from_schema_org, is_schema_org
from services.wire.failures import Poison
from services.wire.messages import RawArticle
from services.wire.messages.envelope import first_problem

# Ours first, then schema.org NewsArticle, IPTC ninjs, JSON Feed, RSS and Atom, where a name can mean one thing only.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "guid", "uri"),
    "url": ("url", "link"),
    "source": ("source", "publisher", "provider"),
    "headline": ("headline", "title"),
    "byline": ("byline", "author", "authors", "creator"),
    "body": ("body", "articleBody", "body_text", "content_text", "text", "content"),
    "html": ("body_html", "content_html", "html"),
    "content_type": ("content_type",),
    "published": ("published", "datePublished", "date_published", "publishedAt", "published_at", "pubDate", "date"),
    "language": ("language", "inLanguage"),
    "retrieved": ("retrieved",),
}
SUMMARIES = ("description", "summary")
"""Of RSS, Atom, JSON Feed and schema.org: a teaser beside the body, but often all the text that there is."""
_KNOWN = frozenset((*SUMMARIES, *(name for names in NAMES.values() for name in names)))


def is_known(name: str) -> bool:
    """Whether a field says something of an article; all others are left aside, whatever they hold."""
    return name in _KNOWN or name.lower() in WITHHOLDING


def article_from(given: Mapping[str, object]) -> RawArticle:
    """The article in an object or in flat fields, by our names or by the usual other ones.

    The first name that holds something wins; HTML is taken where no plain body is given, and a summary below a headline
    where there is no other text. ninjs and JSON-LD are read as such. Raises Poison for a part that is not text, and for
    what is not for publication.
    """
    refuse_withheld(given)
    if is_ninjs(given):
        given = _named(given) | _named(from_ninjs(given))
    elif is_schema_org(given):
        article = _one_article(given)
        refuse_withheld(article)
        given = from_schema_org(article)
    parts: dict[str, str] = {}
    for part, names in NAMES.items():
        for name in names:
            if (value := given.get(name)) and (text := _text(name, value)):
                parts[part] = text
                break
    html = parts.pop("html", None)
    if html and "body" not in parts:
        parts |= {"body": html, "content_type": "text/html"}
    if parts.get("headline") and not parts.get("body", "").strip() and (summary := _summary(given)):
        parts |= {"body": summary, "content_type": media_type_of(summary)}
    try:
        return RawArticle.model_validate(parts)
    except ValidationError as error:  # a string that is no Unicode text
        raise Poison(first_problem(error)) from error


def _named(given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if value}


def _summary(given: Mapping[str, object]) -> str:
    """The longer of the texts that may be a summary, as for a feed."""
    return max((text for name in SUMMARIES if (text := first_text(given, name))), key=len, default="")


def _one_article(given: Mapping[str, object]) -> Mapping[str, object]:
    """The article in a graph of JSON-LD."""
    if "@graph" not in given:
        return given
    articles = list(articles_in(given))
    if len(articles) != 1:
        raise Poison(f"{len(articles) or 'no'} articles in its @graph, where one belongs")
    return articles[0]


def _text(name: str, value: object) -> str:
    kind = type(value).__name__
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and name in (*NAMES["id"], *NAMES["published"]):
        return str(value)
    if isinstance(value, list) and name in NAMES["byline"]:
        return ", ".join(_text(name, item) for item in cast("list[object]", value))
    if isinstance(value, dict):  # schema.org: a Person or an Organization
        called = cast("dict[str, object]", value).get("name")
        if isinstance(called, str):
            return called
    raise Poison(f"field {name!r} must be text, not {kind}")
