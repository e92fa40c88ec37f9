"""What became of raw entries, as the database, the dead letters and ingest's own reading of them tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from redis import Redis

from services.ingest.settings import IngestSettings
from services.store.protocol import ArticleStore
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Identify
from services.wire.messages import EnrichedArticle
from services.wire.streams import DEAD


@dataclass(frozen=True, slots=True)
class Stored:
    """The entry is in the database as this article."""

    article: EnrichedArticle


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another entry had brought the same content, which is in the database as this article."""

    article: EnrichedArticle


@dataclass(frozen=True, slots=True)
class Died:
    """The entry is a dead letter, or something made of it is."""

    reason: str


@dataclass(frozen=True, slots=True)
class Missing:
    """It is nowhere to be found: not dealt with yet, or the database is another one."""


Answer = list[tuple[bytes, dict[bytes, bytes]]]  # entries as redis-py gives them; its types allow for much else

Became = Stored | Duplicate | Died | Missing


def outcomes(entries: Sequence[Entry], store: ArticleStore, letters: Mapping[str, str]) -> Iterator[Became]:
    """What became of each entry. `letters` are the dead letters since, as `dead_since` gives them."""
    from services.ingest.app import ingest  # noqa: PLC0415 - half a second that no other command should have to wait

    settings = IngestSettings()
    identify = partial(ingest, max_bytes=settings.max_bytes, timezone=settings.zone)
    for entry in entries:
        identified = identify(entry)
        if isinstance(identified, Identify):
            article = _with_content(store, identified)
            died = letters.get(entry.id) or letters.get(identified.article_id)
        else:
            article, died = None, letters.get(entry.id)
        if article:
            yield Stored(article) if article.entry == entry.id else Duplicate(article)
        else:
            yield Died(died) if died else Missing()


def dead_since(redis: Redis, last: str) -> dict[str, str]:
    """Reasons of the dead letters after the id `last`, by entry and by article."""
    letters: dict[str, str] = {}
    for _, fields in entries_since(redis, DEAD, last):
        reason = f"{fields[b'reason'].decode()} ({fields[b'stage'].decode()})"
        letters |= {fields[name].decode(): reason for name in (b"entry", b"article_id") if fields[name]}
    return letters


def entries_since(redis: Redis, stream: str, last: str) -> Answer:
    """The entries of a stream after the id `last`."""
    return cast("Answer", redis.xrange(stream, f"({last}", "+"))


def last_id(redis: Redis, stream: str) -> str:
    """The id of the newest entry; 0-0 if there is none."""
    newest = cast("Answer", redis.xrevrange(stream, "+", "-", count=1))
    return newest[0][0].decode() if newest else "0-0"


def _with_content(store: ArticleStore, identified: Identify) -> EnrichedArticle | None:
    """The revision with just that content."""
    latest = store.article(identified.article_id)
    for revision in range(latest.revision if latest else 0, 0, -1):
        article = store.article(identified.article_id, revision)
        if article and article.content_hash == identified.content_hash:
            return article
    return None
