"""The ingest service: what is read, what is passed on, and with which settings."""

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from services.ingest.clean import clean
from services.ingest.entry import read_entry
from services.ingest.settings import IngestSettings
from services.ingest.sources import UNKNOWN, Sources
from services.ingest.sources_file import read_sources
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Facts, Identify, Outcome
from services.wire.delivery.service import run
from services.wire.delivery.stage import Stage, each
from services.wire.delivery.trails import trail_from, trail_to
from services.wire.events import Event
from services.wire.failures import Poison
from services.wire.messages import encode
from services.wire.messages.trail import Trail
from services.wire.streams import CLEAN, RAW

_REVISION = b'"revision":'


def main() -> None:
    """Run the service until it is told to stop."""
    work = each(ingesting(IngestSettings()))
    run("ingest", lambda: Stage("ingest", RAW, CLEAN, work, Event.ARTICLE_INGESTED, count=128))


def ingesting(settings: IngestSettings) -> Callable[[Entry], Outcome]:
    """What ingest does to an entry under these settings. Raises WrongSources."""
    sources = read_sources(settings.sources) if settings.sources else UNKNOWN
    return partial(_ingest, max_bytes=settings.max_bytes, timezone=settings.zone, sources=sources)


def _ingest(entry: Entry, *, max_bytes: int, timezone: ZoneInfo, sources: Sources) -> Outcome:
    """Clean one raw article, ready to be passed on if the hop finds that its content is new."""
    stated: Trail | None = None
    try:
        incoming = read_entry(entry.fields, max_bytes)
        stated = Trail.of(incoming.traceparent or "")
        cleaned = clean(
            incoming.article, entry=entry.origin, received=entry.received, timezone=timezone, sources=sources
        )
    except Poison as poison:
        return Dead(str(poison), Facts(trail=trail_to(entry, stated)))
    article, trail = cleaned.article, trail_to(entry, stated)
    payload = encode(article, source="ingest", id=entry.origin, subject=article.id, trail=trail_from(entry, trail))
    head, _, tail = payload.partition(_REVISION + b"0")
    facts = Facts(article.id, trail, {"source": article.source, "doubts": list(cleaned.warnings) or None})
    return Identify(article.id, article.content_hash, head + _REVISION, tail, facts)
