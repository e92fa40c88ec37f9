"""Articles for the tests of the store."""

from collections.abc import Iterable

from services.store.protocol import Saved
from services.wire.failures import Poison
from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Place, Timex


def article(id: str = "a", content: str = "A", *, revision: int = 1, entry: str = "1-0", **fields) -> EnrichedArticle:
    """An article whose text and content hash are `content`."""
    values = {
        "published": "2012-12-29T10:15:00+04:00",
        "published_from": "stated",
        "language": "en",
        "text": content,
        "engine": Engine(dateline="0.1.0", model="en_core_web_sm 3.8.0"),
    }
    return EnrichedArticle(id=id, content_hash=content, revision=revision, entry=entry, **values | fields)


def full_article(id: str = "full") -> EnrichedArticle:
    """An article that has something in every field, and nulls where they may be."""
    return article(
        id,
        "Storm hits Cebu\n\nOn Monday Ana Cruz, mayor of Cebu, spoke. “Now”, Cruz said — 日本語 😀",
        url="https://example.org/storm?page=2#top",
        source="Example",
        headline="Storm hits Cebu",
        byline="By Jo Bloggs",
        entities=(
            Entity(
                id=1,
                label="GPE",
                name="Cebu",
                mentions=(Mention(start=11, end=15, text="Cebu"), Mention(start=46, end=50, text="Cebu")),
                place=Place(geonames=1717512, name="Cebu City", country="PH", lat=10.3, lon=123.9, confidence=0.9),
            ),
            Entity(id=2, label="PERSON", name="Ana Cruz", mentions=(Mention(start=27, end=35, text="Ana Cruz"),)),
        ),
        dates=(
            Timex(
                start=20,
                end=26,
                text="Monday",
                type="DATE",
                value="2012-12-24",
                begin="2012-12-24",
                end_before="2012-12-25",
                anchor="publication",
                rule="weekday",
            ),
            Timex(start=60, end=63, text="Now", type="DATE", value="PRESENT_REF", anchor=3),
            Timex(start=60, end=63, text="Now", type="TIME", mod="APPROX"),
        ),
    )


def batch(name: str, size: int) -> list[EnrichedArticle]:
    """Articles `name-0`, `name-1`, ... each with enough rows that saving them takes a while."""
    annotations = full_article()
    return [
        article(f"{name}-{n}", name, entry=f"{n}-1", entities=annotations.entities, dates=annotations.dates * 20)
        for n in range(size)
    ]


def outcomes(results: Iterable[Saved | Poison]) -> list[tuple[int, str]]:
    """Each result as (revision, outcome), and a Poison as itself."""
    return [(r.revision, r.outcome) if isinstance(r, Saved) else r for r in results]
