"""Clean article in, enriched article out."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from services.enrich.annotate import Annotations, Annotator, Document
from services.wire.messages import CleanArticle, Engine, EnrichedArticle
from services.wire.published import local_day


def enrich(annotator: Annotator, articles: Sequence[CleanArticle]) -> list[EnrichedArticle]:
    """The articles with their annotations, in order, batched through the model."""
    engine = Engine(dateline=_dateline(), model=annotator.model)
    found = annotator.annotate([_document(article) for article in articles])
    return [_with(article, a, engine) for article, a in zip(articles, found, strict=True)]


def _document(article: CleanArticle) -> Document:
    return Document(article.text, local_day(article.published), article.language, article.home)


def _with(article: CleanArticle, annotations: Annotations, engine: Engine) -> EnrichedArticle:
    return EnrichedArticle(
        **article.model_dump(exclude={"body", "language", "home"}),
        language=annotations.language,
        text=article.text,
        entities=annotations.entities,
        dates=annotations.dates,
        engine=engine,
    )


@cache
def _dateline() -> str:
    return version("dateline")
