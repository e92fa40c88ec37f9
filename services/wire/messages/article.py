"""The three states of an article on its way: raw, clean, enriched."""

from typing import Annotated, Literal

from pydantic import Field

from services.wire.messages.annotations import Entity, Timex
from services.wire.messages.base import Message

Published = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$")]
"""An ISO 8601 calendar date, or a date and time with its stated UTC offset (schema.org datePublished)."""

PublishedFrom = Literal["stated", "text", "received"]


def body_of(headline: str | None, text: str) -> str:
    """What `text` holds below a headline: what CleanArticle puts together, taken apart again."""
    return text.removeprefix(f"{headline}\n\n") if headline else text


class RawArticle(Message):
    """An article as somebody publishes it: nothing but a body or a headline is needed.

    Fields are named as in schema.org NewsArticle and IPTC ninjs. `published` is whatever the source states;
    ingest reads it. `content_type` is the media type of `body`: text/plain or text/html. `retrieved` is when an archive
    got it (ISO 8601, with offset), which then counts as the time of receipt.
    """

    id: str | None = None
    url: str | None = None
    source: str | None = None
    headline: str | None = None
    byline: str | None = None
    body: str = ""
    content_type: str = "text/plain"
    published: str | None = None
    language: str | None = None
    retrieved: str | None = None


class CleanArticle(Message):
    """An article with an identity and normalised text.

    `revision` counts from 1 the different contents seen under one `id`; the hop script of ingest writes it.
    `content_hash` covers normalised headline and body. `entry` is the id of the raw stream entry it came from.
    `home` is where its source is at home, such as "Columbus, Ohio", which tells places of one name apart. `redo`: see
    EnrichedArticle.
    """

    id: str
    revision: int = 0
    content_hash: str
    entry: str
    url: str | None = None
    source: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: Published
    published_from: PublishedFrom
    language: str | None = None
    home: str | None = None
    redo: int | None = None
    body: str

    @property
    def text(self) -> str:
        """The headline, a blank line, the body: what every offset counts characters of."""
        return f"{self.headline}\n\n{self.body}" if self.headline else self.body


class Engine(Message):
    """What enriched an article, so that old records can be found and done again."""

    dateline: str
    model: str | None = None


class EnrichedArticle(Message):
    """An article with its language, its entities and its dates: what the store keeps and `export` prints.

    `redo` is set where a stored article was enriched again: when that was asked for, in Unix milliseconds by the clock
    of Redis. Such a message replaces what was found before, unless that was asked for later; it never adds an article.
    """

    id: str
    revision: int
    content_hash: str
    entry: str
    url: str | None = None
    source: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: Published
    published_from: PublishedFrom
    language: str
    text: str
    entities: tuple[Entity, ...] = ()
    dates: tuple[Timex, ...] = ()
    engine: Engine
    redo: int | None = None

    @property
    def body(self) -> str:
        """The text below the headline."""
        return body_of(self.headline, self.text)
