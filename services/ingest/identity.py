"""Which article it is, and which content of it."""

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from services.ingest.normalise import normalise

# Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|mkt_tok|_ga|_gl"
    r"|cmpid|ito|at_\w+|ns_\w+|ocid|smid|ref_src)(?:=|$)",
    re.IGNORECASE,
)


def article_id(*, url: str | None, source: str | None, own_id: str | None, headline: str | None, body: str) -> str:
    """16 hexadecimal digits that stay the same for one article.

    From its canonical URL, else from the id that its source gave it, else from its headline and body, with white space
    folded and case ignored.
    """
    if url and (canonical := canonical_url(url)):
        return _digest("url", canonical)
    if own_id and own_id.strip():
        return _digest("id", normalise(source or ""), normalise(own_id))
    return _digest("content", unicodedata.normalize("NFC", _folded(headline, body).casefold()))


def content_hash(headline: str | None, body: str) -> str:
    """32 hexadecimal digits for headline and body, with white space folded: nothing else of the article counts."""
    return hashlib.sha256(_folded(headline, body).encode()).hexdigest()[:32]


def canonical_url(url: str) -> str | None:
    """The URL that names the page, or None if it names none: another scheme, no host, or a bare host.

    http and https, a default port, fragment, final slash, tracking parameters and the order of the others make no
    difference.
    """
    try:
        parts = urlsplit(canonicalize_url(url.strip()))
        host, port = parts.hostname, parts.port
        if parts.scheme not in ("http", "https") or not host:
            return None
        path = parts.path.rstrip("/")
        query = "&".join(one for one in parts.query.split("&") if one and not _TRACKING.match(one))
        if not path and not query:
            return None
        place = f"[{host}]" if ":" in host else host
        place += f":{port}" if port not in (None, 80, 443) else ""
        return f"http://{place}{path}" + (f"?{query}" if query else "")
    except ValueError:  # not a URL
        return None


def _folded(headline: str | None, body: str) -> str:
    return " ".join(f"{headline or ''}\n{body}".split())


def _digest(kind: str, *parts: str) -> str:
    return hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()[:16]
