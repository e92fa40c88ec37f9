"""A record becomes the clean article that it was made from."""

import pytest

from services.console.redoing import clean
from services.wire.messages import CleanArticle, Engine, EnrichedArticle
from services.wire.redo import is_redo, redo_id


@pytest.mark.parametrize("headline", ["Bridge opens", None])
@pytest.mark.parametrize("body", ["It opened.\n\nBridge opens\n\nagain", "Bridge opens\n\nx", ""])
def test_all_that_enrich_reads_is_as_it_was(headline: str | None, body: str):
    before = CleanArticle(
        id="5e0c",
        revision=2,
        content_hash="9a",
        entry="7-0",
        source="Wire",
        headline=headline,
        published="2012-12-29T10:15:00+03:00",
        published_from="stated",
        language="en",
        home="Oslo",
        body=body,
    )
    values = before.model_dump(exclude={"body", "home", "redo"})
    record = EnrichedArticle(**values, text=before.text, engine=Engine(dateline="0.1.0"))
    assert clean(record, 5, "Oslo") == before.model_copy(update={"redo": 5})


def test_its_message_is_known_by_its_id():
    assert is_redo(redo_id("7-0", 1795551562438))
    assert not is_redo("1795551562438-0")
