"""The enrich service without its model, run in place of `dateline run enrich`: what is tried is the way through Redis.

Six processes that load a model on two cores would take minutes.
"""

from collections.abc import Sequence
from functools import partial

from services.enrich.annotate import Annotator
from services.enrich.app import enrich_all
from services.enrich.entities.recogniser import Span
from services.wire.delivery.service import run
from services.wire.delivery.stage import Stage, on_readable
from services.wire.events import Event
from services.wire.messages import CleanArticle
from services.wire.streams import CLEAN, ENRICHED


class NoNames:
    """A recogniser that finds nothing."""

    name, version = "none", "0"

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """Nothing in each."""
        return [[] for _ in texts]


def build() -> Stage:
    """The stage of enrich, which finds dates alone."""
    work = on_readable(CleanArticle, partial(enrich_all, Annotator(NoNames())))
    return Stage("enrich", CLEAN, ENRICHED, work, Event.ARTICLE_ENRICHED, count=16, size=200_000)


if __name__ == "__main__":
    run("enrich", build)
