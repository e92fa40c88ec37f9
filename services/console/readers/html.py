"""HTML: the page is published as it is. Ingest finds the article in it."""

from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, read_bom

from services.console.readers.content import decode
from services.console.readers.found import Found
from services.wire.messages import RawArticle


def read_html(content: bytes, where: str, *, charset: str | None = None, url: str | None = None) -> Iterator[Found]:
    """One article, its body the source of the page. Raises BadContent.

    `charset` is what an HTTP response said of its encoding, `url` where the page came from.
    """
    declared = read_bom(content)[0] or charset or html_body_declared_encoding(content)
    yield RawArticle(body=decode(content, declared=declared), content_type="text/html", url=url)
