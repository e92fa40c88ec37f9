"""The store service: what is read, where it is kept, and how it is counted."""

from collections.abc import Sequence
from functools import partial

from services.store.connect import open_dead_letters, open_deletions, open_store
from services.store.dead_letters import DeadLetterStore
from services.store.protocol import ArticleStore, Saved, UnusableDatabase
from services.store.settings import StoreSettings
from services.store.way import Way
from services.wire.delivery.expiring import Retention
from services.wire.delivery.outcome import Counter, Dead, Facts, Finish, Outcome
from services.wire.delivery.service import run
from services.wire.delivery.stage import Received, Stage, on_readable
from services.wire.delivery.trails import step
from services.wire.events import Event
from services.wire.failures import Poison, Transient
from services.wire.messages import EnrichedArticle
from services.wire.messages.trail import read_steps
from services.wire.streams import DEAD, ENRICHED

_COUNTER: dict[str, Counter] = {"duplicate": "duplicates", "deleted": "deleted"}


def main() -> None:
    """Run the service until it is told to stop."""
    settings = StoreSettings()
    url = settings.database()
    letters = open_dead_letters(url)
    retention = Retention(open_deletions(url), letters, settings.retention_seconds())
    run("store", partial(build, open_store(url), letters, retention))


def build(database: ArticleStore, letters: DeadLetterStore, retention: Retention) -> Stage:
    """The stage on a database that is up to date. Raises UnusableDatabase, Transient."""
    database.migrate()
    work = on_readable(EnrichedArticle, partial(store, database))
    return Stage(
        *("store", ENRICHED, DEAD, work, Event.ARTICLE_STORED),
        count=100,
        archive=letters,
        retention=retention,
        close=database.close,
    )


def store(database: ArticleStore, received: Sequence[Received[EnrichedArticle]]) -> list[Outcome]:
    """Commit articles to the database, then say how each counts. Raises Transient."""
    try:
        results = database.save([each.message for each in received], [_way(each) for each in received])
    except UnusableDatabase as error:
        # It was usable when the service began, so somebody can make it so again: no article is to blame.
        raise Transient(str(error)) from error
    return [_outcome(each, result) for each, result in zip(received, results, strict=True)]


def _way(received: Received[EnrichedArticle]) -> Way:
    trail, here = received.trail, step(received.entry)
    return Way(trail.trace_id, (*read_steps(trail.steps), *([here] if here else [])))


def _outcome(received: Received[EnrichedArticle], result: Saved | Poison) -> Outcome:
    article, trail = received.message, received.trail
    if isinstance(result, Poison):
        return Dead(str(result), Facts(article.id, trail))
    counter, more = _COUNTER.get(result.outcome, "stored"), {"revision": result.revision}
    if article.redo is not None:
        counter, more = "redone", more | {"replaced": result.outcome == "replaced"}
    facts = Facts(article.id, trail, more)
    return Finish(counter, article.id, article.content_hash, result.revision, facts)
