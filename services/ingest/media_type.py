"""Which media types are HTML, and which texts."""

import re

_HTML = ("text/html", "application/xhtml+xml")
_TAG = re.compile(r"<[a-zA-Z/!]")


def is_html(content_type: str) -> bool:
    """Whether a Content-Type is one of HTML, whatever its parameters say."""
    return content_type.partition(";")[0].strip().lower() in _HTML


def media_type_of(text: str) -> str:
    """The media type of a text where its format does not say which of both it is."""
    return "text/html" if _TAG.search(text) or "&" in text else "text/plain"
