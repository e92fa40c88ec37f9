"""Plain text: the whole file is one article. Ingest tells headline, byline and date from the body."""

from collections.abc import Iterator

from services.console.readers.content import decode
from services.console.readers.found import Found
from services.wire.messages import RawArticle


def read_text(content: bytes, where: str) -> Iterator[Found]:
    """One article. Raises BadContent."""
    yield RawArticle(body=decode(content))
