"""Which media types are HTML."""

_HTML = ("text/html", "application/xhtml+xml")


def is_html(content_type: str) -> bool:
    """Whether a Content-Type is one of HTML, whatever its parameters say."""
    return content_type.partition(";")[0].strip().lower() in _HTML
