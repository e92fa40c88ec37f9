"""Fetching a feed if it has changed: conditional requests, and redirects each looked at before it is followed."""

import math
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from services.console.feeds.address import addresses
from services.console.feeds.errors import FetchError
from services.console.feeds.http import Answer, Limits, get, port_of

_MOST_REDIRECTS = 5
_FOR_GOOD = (301, 308)
_REDIRECTS = (*_FOR_GOOD, 302, 303, 307)
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_LONGEST_REST = 86_400  # seconds; a server that asks for more is mistaken, or malicious


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells whether a feed has changed since (RFC 9110, 8.8)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed as it came. `url` is where it came from in the end, `moved` where it is for good, says its server."""

    content: bytes
    url: str
    charset: str | None
    validators: Validators
    moved: str | None


def fetch(url: str, known: Validators, *, private: bool, limits: Limits) -> Fetched | None:
    """The feed, or None where it is still as `known`. Raises FetchError.

    With `private`, its own host may be in this network; a host that it leads to may not.
    """
    asked = _split(url)
    at, moved = asked, True
    conditions = _conditions(known)
    for redirects in range(_MOST_REDIRECTS + 1):
        own = at.hostname == asked.hostname
        where = addresses(at.hostname or "", port_of(at), private=private and own, redirected=not own)
        answer = get(at, where, {**conditions, **_credentials(at)}, limits)
        if answer.status not in _REDIRECTS:
            return _fetched(answer, _shown(at), _shown(at) if redirects and moved else None)
        moved = moved and answer.status in _FOR_GOOD
        at = _redirected(at, answer)
    raise FetchError(f"more than {_MOST_REDIRECTS} redirects")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError("no address of a feed") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError("its address must begin with http:// or https:// and a host")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise FetchError("its address holds spaces or letters beyond ASCII: write them as %XX")
    return parts


def _redirected(at: SplitResult, answer: Answer) -> SplitResult:
    location = answer.headers.get("location")
    if not location:
        raise FetchError("a redirect to nowhere")
    try:
        return _split(urljoin(at.geturl(), location.strip()))
    except (FetchError, ValueError) as error:
        raise FetchError(f"a redirect to {location[:80]!r}, which is not followed") from error


def _fetched(answer: Answer, url: str, moved: str | None) -> Fetched | None:
    if answer.status == 304:
        return None
    if answer.status != 200:
        raise FetchError(
            f"the server answers {answer.status}",
            retry_after=retry_after(answer.headers.get("retry-after"), datetime.now(UTC)),
            gone=answer.status == 410,
        )
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
    return Fetched(answer.content, url, header.get_content_charset(), validators, moved)


def _conditions(known: Validators) -> dict[str, str]:
    conditions = {"Accept": _ACCEPT}
    if known.etag:
        conditions["If-None-Match"] = known.etag
    if known.modified:
        conditions["If-Modified-Since"] = known.modified
    return conditions


def _credentials(at: SplitResult) -> Mapping[str, str]:
    """Those that stand in the address; a redirect elsewhere has an address without them."""
    if at.username is None:
        return {}
    pair = f"{unquote(at.username)}:{unquote(at.password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _shown(at: SplitResult) -> str:
    """An address without the name and password of a user."""
    return at._replace(netloc=at.netloc.rpartition("@")[2]).geturl()


def shown(url: str) -> str:
    """An address without the name and password of a user, for people."""
    try:
        return _shown(urlsplit(url))
    except ValueError:
        return url


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds, as a number or a date tells them (RFC 9110, 10.2.3); at most a day."""
    if not value:
        return None
    try:
        seconds = float(value) if value.strip().isdigit() else (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0), _LONGEST_REST) if math.isfinite(seconds) else None
