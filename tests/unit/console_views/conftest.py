"""Articles and consoles to look at them with."""

import io
from collections.abc import Callable

import pytest
from rich.console import Console

from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Timex


@pytest.fixture
def enriched() -> Callable[..., EnrichedArticle]:
    """Makes an article of a text, entities as (label, name, *mentioned), and dates as (expression, value)."""

    def make(text: str, entities=(), dates=(), **fields) -> EnrichedArticle:
        return EnrichedArticle(
            **{
                "id": "a",
                "revision": 1,
                "content_hash": "h",
                "entry": "1-0",
                "published": "2012-12-29",
                "published_from": "stated",
                "language": "en",
                "text": text,
                "engine": Engine(dateline="0.1.0"),
                "entities": [
                    Entity(
                        id=number,
                        label=label,
                        name=name,
                        mentions=[
                            Mention(start=text.index(each), end=text.index(each) + len(each), text=each)
                            for each in mentioned
                        ],
                    )
                    for number, (label, name, *mentioned) in enumerate(entities, 1)
                ],
                "dates": [
                    Timex(
                        start=text.index(expression),
                        end=text.index(expression) + len(expression),
                        text=expression,
                        type="DATE",
                        value=value,
                    )
                    for expression, value in dates
                ],
            }
            | fields
        )

    return make


@pytest.fixture
def console() -> Console:
    """A console without colours that `console.file.getvalue()` reads."""
    return Console(file=io.StringIO(), width=100, highlight=False)
