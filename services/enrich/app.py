"""The enrich service: what is read, what finds the annotations, and what is passed on."""

from collections.abc import Sequence
from functools import partial

from services.enrich.annotate import Annotator
from services.enrich.article import enrich
from services.enrich.load import load_annotator
from services.enrich.settings import EnrichSettings
from services.wire.delivery.outcome import Facts, Forward, Outcome
from services.wire.delivery.service import run
from services.wire.delivery.stage import Stage, on_readable
from services.wire.events import Event
from services.wire.messages import CleanArticle, EnrichedArticle, Envelope, encode
from services.wire.streams import CLEAN, ENRICHED


def main() -> None:
    """Run the service until it is told to stop."""
    run("enrich", partial(build, EnrichSettings()))


def build(settings: EnrichSettings) -> Stage:
    """The stage with its model loaded."""
    work = on_readable(CleanArticle, partial(enrich_all, load_annotator(settings)))
    return Stage("enrich", CLEAN, ENRICHED, work, Event.ARTICLE_ENRICHED, count=16, size=200_000)


def enrich_all(annotator: Annotator, received: Sequence[tuple[Envelope, CleanArticle]]) -> list[Outcome]:
    """Annotate articles together, which the model likes better than one by one."""
    articles = enrich(annotator, [article for _, article in received])
    return [_outcome(envelope, article) for (envelope, _), article in zip(received, articles, strict=True)]


def _outcome(envelope: Envelope, article: EnrichedArticle) -> Outcome:
    return Forward(
        encode(article, source="enrich", id=envelope.id, subject=article.id, trace_id=envelope.trace_id),
        Facts(
            article.id,
            envelope.trace_id,
            {
                "revision": article.revision,
                "language": article.language,
                "entities": len(article.entities),
                "dates": len(article.dates),
            },
        ),
    )
