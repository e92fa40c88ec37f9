"""Reading an article that is an HTML page, or a piece of HTML."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from trafilatura import bare_extraction, extract_metadata
from trafilatura.settings import Document

from services.ingest.boilerplate import is_boilerplate
from services.ingest.found import Found
from services.ingest.fragment import lines_of, read_fragment
from services.ingest.json_values import first_text
from services.ingest.linked_data import body_of, stated_article, stated_body
from services.ingest.mojibake import repaired
from services.ingest.normalise import normalise, one_line, without_controls
from services.ingest.paragraphs import parted
from services.ingest.plain import read_below
from services.ingest.schema_org import from_schema_org, is_free
from services.ingest.walls import wall
from services.wire.failures import Poison

_IS_PAGE = re.compile(r"[\s\ufeff]*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_IS_WHOLE = re.compile(r"<(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
_SHORTEST = 30  # characters of the longest line; menus and buttons stay below
_MOST_TAGS = 100_000  # trafilatura's time grows with the square of the number of links in a paragraph
_PUBLISHED_AT = re.compile(
    r"(?:published_time|datePublished)[^<>{}]{1,80}?(?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]{0,12}(?:Z|[+-]\d\d:?\d\d)?)"
)

for _library in ("trafilatura", "htmldate", "courlan", "justext"):  # what they have to say goes into our errors
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


def is_page(body: str) -> bool:
    """Whether a body plainly begins as an HTML page does."""
    return _IS_PAGE.match(body) is not None


def read_page(html: str, received: datetime, headline: str | None = None) -> Found:
    """The article in a page. Raises Poison if there is none.

    `received` bounds the dates believed (no page is published after it). With a `headline` stated elsewhere, a line
    that repeats it is dropped from the body.
    """
    if html.count("<") > _MOST_TAGS:
        raise Poison(f"the page has more than {_MOST_TAGS} tags")
    html = without_controls(repaired(html))
    if not _IS_WHOLE.search(html):
        return read_fragment(html, headline)
    document = _extracted(html.replace('"articleBody"', '"-"'), received)  # it would join those of all articles
    title = one_line(document.title)
    lines = [line for line in _lines(document.text or "", html) if not is_boilerplate(line)]
    article = stated_article(html)
    said = from_schema_org(article)
    body = body_of(lines, stated_body(said["body"]))
    if why := wall(html, title, body, free=is_free(article)):
        raise Poison(why)
    if not any(len(line) >= _SHORTEST for line in body.splitlines()):
        raise Poison("no article in the page")
    inner = read_below(normalise(body), headline, title)
    return Found(
        body=inner.body,
        headline=title or one_line(first_text(said, "headline")),
        byline=one_line((document.author or "").replace(";", ",") or first_text(said, "byline")) or inner.byline,
        published=_time_of(document.date, html) or inner.published,
        url=document.url or first_text(said, "url"),
        source=one_line(document.sitename or first_text(said, "source")),
    )


def _extracted(html: str, received: datetime) -> Document:
    """What trafilatura finds; where it finds no text, a script may show one, and what the head says of it counts."""
    dates = {
        "original_date": True,
        "extensive_search": False,  # it takes dates from anywhere, such as the year of a copyright notice
        "max_date": (received + timedelta(days=1)).date().isoformat(),
    }
    try:
        found = bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=dates)
        return found if isinstance(found, Document) else extract_metadata(html, date_config=dates)
    except Exception as error:  # neither trafilatura nor lxml says what it may raise
        raise Poison(f"the page can't be read: {type(error).__name__}") from error


def _lines(text: str, html: str) -> list[str]:
    lines = text.splitlines()
    return parted(text, lines_of(html)) if len(lines) == 1 else lines


def _time_of(day: str | None, html: str) -> str | None:
    """The time of publication that the page states for the day that htmldate found in it, else that day."""
    times: Iterator[str] = (match["time"] for match in _PUBLISHED_AT.finditer(html))
    return next((time for time in times if day and time.startswith(day)), day)
