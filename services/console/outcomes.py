"""What became of raw entries, as the database, the dead letters and ingest's own reading of them tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.console.dead_letters import AllDeadLetters
from services.ingest.settings import IngestSettings
from services.store.dead_letters import ALL, key_of
from services.store.protocol import ArticleStore
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Identify
from services.wire.messages import EnrichedArticle


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


Became = Stored | Duplicate | Died | Missing


def outcomes(entries: Sequence[Entry], store: ArticleStore, letters: Mapping[str, str]) -> Iterator[Became]:
    """What became of each entry. `letters` are the dead letters since, as `dead_since` gives them."""
    from services.ingest.app import ingesting  # noqa: PLC0415 - half a second that no other command should have to wait

    identify = ingesting(IngestSettings())
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


async def dead_since(letters: AllDeadLetters, entry: str) -> dict[str, str]:
    """Reasons of the dead letters since an entry was published, by the raw entry they began as and by article."""
    reasons: dict[str, str] = {}
    async for letter in letters.newest_first(None, ALL):
        if key_of(letter.id) < key_of(entry):
            break
        for id in (letter.origin, letter.article_id):
            reasons.setdefault(id, f"{letter.reason} ({letter.stage})")
    return reasons


def _with_content(store: ArticleStore, identified: Identify) -> EnrichedArticle | None:
    """The revision with just that content."""
    latest = store.article(identified.article_id)
    for revision in range(latest.revision if latest else 0, 0, -1):
        article = store.article(identified.article_id, revision)
        if article and article.content_hash == identified.content_hash:
            return article
    return None
