"""From a raw article to a clean one: identity, normalised text, publication date."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from services.ingest.dateline import dateline_date
from services.ingest.found import Found
from services.ingest.identity import article_id, content_hash
from services.ingest.media_type import is_html
from services.ingest.normalise import normalise, one_line, without_controls
from services.ingest.page import is_page, read_page
from services.ingest.plain import read_below, read_plain
from services.ingest.published import read_published, stamp
from services.ingest.sources import UNKNOWN, Sources
from services.wire.failures import Poison
from services.wire.messages import CleanArticle, RawArticle
from services.wire.messages.article import PublishedFrom
from services.wire.published import local_day

_SHOWN = 60  # characters of a date that can't be read
_WEB_BEGAN = 1990


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean article, and one line for each thing that its source should know about it."""

    article: CleanArticle
    warnings: tuple[str, ...] = ()


def clean(raw: RawArticle, *, entry: str, received: datetime, timezone: tzinfo, sources: Sources = UNKNOWN) -> Cleaned:
    """Read, normalise and identify a raw article. Raises Poison if there is none in it.

    `entry` is the id of the stream entry, `received` (with offset) its time: the same entry always gives the same
    result. `timezone` is that of publication times without an offset, and of the time of receipt where that has to do,
    unless `sources` know that of the source. What the article states goes before what is found in its text or page.
    """
    headline = one_line(raw.headline)
    warnings: list[str] = []
    if raw.retrieved:
        received = _retrieved(raw.retrieved, received, warnings)
    found = _read(raw, headline, received)
    headline = headline or found.headline
    if not headline and not found.body:
        raise Poison("neither headline nor body text")
    source = one_line(raw.source) or found.source
    known = sources.named(source) if source else sources.credited(found.body)
    zone = (known and known.zone) or timezone
    local = received.astimezone(zone)
    published, published_from = _publication(one_line(raw.published), found, local, zone, warnings)
    url = without_controls(raw.url or "").strip() or found.url
    return Cleaned(
        CleanArticle(
            id=article_id(url=url, source=source, own_id=raw.id, headline=headline, body=found.body),
            content_hash=content_hash(headline, found.body),
            entry=entry,
            url=url,
            source=source or (known and known.name),
            headline=headline,
            byline=one_line(raw.byline) or found.byline,
            published=published,
            published_from=published_from,
            language=one_line(raw.language) or (known and known.language),
            home=known and known.home,
            body=found.body,
        ),
        tuple(warnings),
    )


def _retrieved(stated: str, received: datetime, warnings: list[str]) -> datetime:
    """When an archive got the article, which then counts as the time of receipt."""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not _WEB_BEGAN <= moment.year <= received.year:
        warnings.append(f"retrieved: {stated[:_SHOWN]!r} is no time; write it as 2012-12-29T10:15:00Z")
        return received
    return min(moment, received)


def _read(raw: RawArticle, headline: str | None, received: datetime) -> Found:
    html = is_html(raw.content_type) and "<" in raw.body
    if html or is_page(raw.body):
        return read_page(raw.body, received, headline)
    text = normalise(raw.body)
    return read_below(text, headline) if headline else read_plain(text)


def _publication(
    stated: str | None, found: Found, received: datetime, zone: tzinfo, warnings: list[str]
) -> tuple[str, PublishedFrom]:
    """The publication date, and where it is from."""
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
        return stamp(received.replace(microsecond=0), zone), "received"
    if local_day(published) > received.date() + timedelta(days=1):
        warnings.append(f"published: {published} is in the future")
    return published, where


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()
