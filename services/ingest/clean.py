"""From a raw article to a clean one: identity, normalised text, publication date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from services.ingest.dateline import dateline_date
from services.ingest.found import Found
from services.ingest.identity import article_id, content_hash
from services.ingest.normalise import normalise, one_line, without_controls
from services.ingest.page import is_page, read_page
from services.ingest.plain import read_below, read_plain
from services.ingest.published import read_published, stamp
from services.wire.failures import Poison
from services.wire.messages import CleanArticle, RawArticle
from services.wire.messages.article import PublishedFrom
from services.wire.published import local_day

_HTML = ("text/html", "application/xhtml+xml")
_SHOWN = 60  # characters of a date that can't be read


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean article, and one line for each thing that its source should know about it."""

    article: CleanArticle
    warnings: tuple[str, ...] = ()


def clean(raw: RawArticle, *, entry: str, received: datetime, timezone: tzinfo) -> Cleaned:
    """Read, normalise and identify a raw article. Raises Poison if there is none in it.

    `entry` is the id of the stream entry, `received` (with offset) its time: the same entry always gives the same
    result. `timezone` is that of publication times without an offset, and of the time of receipt where that has to do.
    What the article states goes before what is found in its text or page.
    """
    headline = one_line(raw.headline)
    found = _read(raw, headline, received)
    headline = headline or found.headline
    if not headline and not found.body:
        raise Poison("neither headline nor body text")
    local = received.astimezone(timezone)
    published, published_from, warnings = _publication(one_line(raw.published), found, local, timezone)
    url = without_controls(raw.url or "").strip() or found.url
    source = one_line(raw.source) or found.source
    return Cleaned(
        CleanArticle(
            id=article_id(url=url, source=source, own_id=raw.id, headline=headline, body=found.body),
            content_hash=content_hash(headline, found.body),
            entry=entry,
            url=url,
            source=source,
            headline=headline,
            byline=one_line(raw.byline) or found.byline,
            published=published,
            published_from=published_from,
            language=one_line(raw.language),
            body=found.body,
        ),
        warnings,
    )


def _read(raw: RawArticle, headline: str | None, received: datetime) -> Found:
    html = raw.content_type.partition(";")[0].strip().lower() in _HTML and "<" in raw.body
    if html or is_page(raw.body):
        return read_page(raw.body, received, headline)
    text = normalise(raw.body)
    return read_below(text, headline) if headline else read_plain(text)


def _publication(
    stated: str | None, found: Found, received: datetime, zone: tzinfo
) -> tuple[str, PublishedFrom, tuple[str, ...]]:
    """The publication date, where it is from, and warnings."""
    warnings: list[str] = []
    published: str | None = None
    where: PublishedFrom = "stated"
    if stated and not (published := read_published(stated, zone)):
        warnings.append(f"published: {stated[:_SHOWN]!r} can't be read as one date; write it as 2012-12-29")
    if not published:
        where = "text"
        published = (found.published and read_published(found.published, zone)) or _iso(
            dateline_date(found.body, received.date())
        )
    if not published:
        return stamp(received.replace(microsecond=0), zone), "received", tuple(warnings)
    if local_day(published) > received.date() + timedelta(days=1):
        warnings.append(f"published: {published} is in the future")
    return published, where, tuple(warnings)


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()
