"""What is exported and published again is the same article with the same content: a duplicate."""

import json
from datetime import UTC, datetime

import pytest

from services.console.exporting import json_lines, ninjs
from services.ingest.clean import clean
from services.ingest.fields import article_from
from services.store.protocol import Stored
from services.wire.messages import CleanArticle, RawArticle


def cleaned(raw: RawArticle) -> CleanArticle:
    return clean(raw, entry="1-0", received=datetime(2012, 12, 29, tzinfo=UTC), timezone=UTC).article


@pytest.mark.parametrize("line", [json_lines.line, ninjs.line], ids=["json lines", "ninjs"])
@pytest.mark.parametrize("body", ["", "It closed on Friday.", "Fog closes port\n\nIt closed on Friday."])
def test_an_article_with_an_address_is_a_duplicate(article, line, body: str):
    first = cleaned(RawArticle(headline="Fog closes port", body=body, url="https://wire.example/fog", source="Wire"))
    given = {name: getattr(first, name) for name in ("id", "headline", "url", "source", "content_hash")}
    again = cleaned(article_from(json.loads(line(Stored(article(first.text, **given), 1)))))
    assert (again.id, again.content_hash, again.body) == (first.id, first.content_hash, first.body)
