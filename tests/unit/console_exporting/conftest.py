"""A change in every shape, for the tests of formats."""

import pytest

from services.store.protocol import Stored
from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Place, Timex

PLACE = Place(geonames=1717512, name="Cebu City", country="PH", lat=10.3, lon=-123.9, confidence=0.9)


@pytest.fixture
def article():
    """Makes an article; what it mentions is empty unless given."""

    def make(text: str = "Storm\n\nOn Monday Ana Cruz spoke in Cebu.", **fields) -> EnrichedArticle:
        values = {
            **{"id": "a", "revision": 2, "content_hash": "h", "entry": "1-0", "published": "2012-12-29"},
            **{"published_from": "stated", "language": "en", "engine": Engine(dateline="0.1.0")},
        }
        return EnrichedArticle(text=text, **values | fields)

    return make


@pytest.fixture
def full(article):
    """An article that names a person twice, a place and a date."""
    cruz = (Mention(start=17, end=25, text="Ana Cruz"), Mention(start=21, end=25, text="Cruz"))
    return Stored(
        article(
            headline="Storm",
            url="https://example.org/storm",
            source="Example",
            byline="Jo Bloggs",
            published="2012-12-29T10:15:00+04:00",
            entities=(
                Entity(id=1, label="PERSON", name="Ana Cruz", mentions=cruz),
                Entity(id=2, label="GPE", name="Cebu", mentions=(Mention(start=35, end=39, text="Cebu"),), place=PLACE),
            ),
            dates=(
                Timex(
                    **{"start": 10, "end": 16, "text": "Monday", "type": "DATE", "value": "2012-12-24"},
                    **{"begin": "2012-12-24", "end_before": "2012-12-25", "mod": "END", "anchor": 3},
                ),
            ),
        ),
        sequence=7,
        story=5,
    )
