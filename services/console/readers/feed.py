"""RSS and Atom: an article an item, with the whole text where the feed has it."""

import io
import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import cast
from urllib.parse import urljoin
from xml.sax import SAXParseException

import feedparser  # pyright: ignore[reportMissingTypeStubs]  # there are none
from w3lib.html import remove_tags, replace_entities

from services.console.readers.content import decode
from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.xml_tree import refuse_entities
from services.ingest.json_values import Object, first_text, objects
from services.ingest.media_type import media_type_of
from services.wire.messages import RawArticle

_IS_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def read_feed(content: bytes, where: str, base: str = "", charset: str | None = None) -> Iterator[Found]:
    """The items in order; one that is no article is a Problem, and so is XML that is broken somewhere.

    `base` is the address that the feed came from: links are relative to it. `charset` is what the HTTP response said of
    its encoding. Raises BadContent where there is no item.
    """
    refuse_entities(content.replace(b"\0", b"").decode("latin-1"))  # those of UTF-16, too
    feed, items, broken = _parsed(content, charset)
    if not items:
        if not content.strip():
            raise BadContent("empty")
        raise BadContent(f"{broken}, and no item before that" if broken else "a feed without items")
    for number, item in enumerate(items, 1):
        article = _article(item, feed, base)
        if article.body.strip() or article.headline:
            yield article
        else:
            yield Problem(f"{where}: item {number}", "neither a headline nor a body")
    if broken:
        yield Problem(where, f"{broken}: what comes after it may be missing")


def _parsed(content: bytes, charset: str | None) -> tuple[Object, list[Object], str | None]:
    """What stands at the head of a feed, its items, and where its XML is broken."""
    # Not told `base`: feedparser would make addresses of ids, too, and other ones where the feed moves.
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    try:
        found = cast("Object", feedparser.parse(  # pyright: ignore[reportUnknownMemberType]  # it has no types
            io.BytesIO(content), response_headers=headers, sanitize_html=False,
            resolve_relative_uris=False,
        ))  # fmt: skip
    except Exception as error:  # it promises none, and has raised several kinds on odd input
        raise BadContent(f"the feed can't be read: {type(error).__name__}") from error
    if not found.get("version"):
        decode(content)
        raise BadContent("neither RSS, Atom nor JSON Feed")
    feed: Object = next(objects(found.get("feed")), cast("Object", {}))
    return feed, [dict(item) for item in objects(found.get("entries"))], _broken(found)


def _broken(found: Mapping[str, object]) -> str | None:
    """What is wrong with the XML. Entities of HTML are none of it, but everybody writes them."""
    error = found.get("bozo_exception")
    if not isinstance(error, SAXParseException) or "undefined entity" in error.getMessage():
        return None
    return f"broken XML at line {error.getLineNumber()} ({error.getMessage()})"


def _article(item: Object, feed: Object, base: str) -> RawArticle:
    body, content_type = _body(item)
    source = next((name for each in objects(item.get("source")) if (name := first_text(each, "title"))), None)
    link = first_text(item, "link")
    if link and link == first_text(item, "id") and not _IS_ADDRESS.match(link):
        link = None  # feedparser takes an id for one
    return RawArticle(
        id=first_text(item, "id"),
        url=_absolute(link, base or first_text(feed, "link") or "") if link else None,
        source=_plain(source or first_text(feed, "title")),
        headline=_plain(first_text(item, "title")),
        byline=_byline(item),
        body=body,
        content_type=content_type,
        published=first_text(item, "published", "updated"),
        language=first_text(item, "language") or first_text(feed, "language"),
    )


def _absolute(link: str, base: str) -> str | None:
    """The address that a link leads to, if it is one of the web."""
    try:
        url = urljoin(base, link)
    except ValueError:  # one of both is no URL
        url = link
    return url if _IS_ADDRESS.match(url) else None


def _body(item: Object) -> tuple[str, str]:
    """The longest text of an item, and its media type: feeds have the whole beside a summary, or the summary alone."""
    texts = [text for each in objects(item.get("content")) if (text := first_text(each, "value"))]
    texts += [text for name in ("summary", "media_text") if (text := first_text(item, name))]
    body = max(texts, key=len, default="")
    return body, media_type_of(body)


def _byline(item: Object) -> str | None:
    author = first_text(item, "author") or ""
    if "@" in author:  # RSS wants an address: lucas@wire.example (Lucas Feld)
        return parseaddr(author)[0] or None
    names = [name for each in objects(item.get("authors")) if (name := first_text(each, "name"))]
    return _plain(", ".join(names) or author)


def _plain(text: str | None) -> str | None:
    """A title without the tags and entities that some feeds put in."""
    return " ".join(replace_entities(remove_tags(text)).split()) or None if text else None
