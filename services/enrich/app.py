"""The enrich service: what is read, what finds the annotations, and what is passed on."""

from collections.abc import Sequence
from functools import lru_cache, partial
from logging import WARNING

from services.enrich.annotate import Annotator
from services.enrich.article import enrich
from services.enrich.load import load_annotator
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.resolve import is_clear
from services.enrich.settings import EnrichSettings
from services.wire.delivery.outcome import Facts, Forward, Outcome
from services.wire.delivery.service import run
from services.wire.delivery.stage import Received, Stage, on_readable
from services.wire.delivery.trails import trail_from
from services.wire.events import Event
from services.wire.logs import log
from services.wire.messages import CleanArticle, EnrichedArticle, encode
from services.wire.streams import CLEAN, ENRICHED


def main() -> None:
    """Run the service until it is told to stop."""
    run("enrich", partial(build, EnrichSettings()))


def build(settings: EnrichSettings) -> Stage:
    """The stage with its model loaded."""
    work = on_readable(CleanArticle, partial(enrich_all, load_annotator(settings)))
    return Stage("enrich", CLEAN, ENRICHED, work, Event.ARTICLE_ENRICHED, count=16, size=200_000)


def enrich_all(annotator: Annotator, received: Sequence[Received[CleanArticle]]) -> list[Outcome]:
    """Annotate articles together, which the model likes better than one by one."""
    if annotator.gazetteer:
        for each in received:
            _tell_unclear(each.message.home, annotator.gazetteer)
    articles = enrich(annotator, [each.message for each in received])
    return [_outcome(each, article) for each, article in zip(received, articles, strict=True)]


@lru_cache(maxsize=1000)
def _tell_unclear(home: str | None, gazetteer: Gazetteer) -> None:
    """Say of a home that it is of no help; the cache lets it be said once."""
    if home and not is_clear(home, gazetteer):
        log(Event.HOME_UNCLEAR, level=WARNING, home=home)


def _outcome(received: Received[CleanArticle], article: EnrichedArticle) -> Outcome:
    trail = received.trail
    passed = trail_from(received.entry, trail)
    return Forward(
        encode(article, source="enrich", id=received.envelope.id, subject=article.id, trail=passed),
        Facts(
            article.id,
            trail,
            {
                "revision": article.revision,
                "language": article.language,
                "entities": len(article.entities),
                "dates": len(article.dates),
            },
        ),
    )
