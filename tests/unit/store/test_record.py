import json

from services.store.record import record
from services.wire.messages import Engine, EnrichedArticle, Entity, Mention, Timex

ARTICLE = EnrichedArticle(
    id="a",
    revision=2,
    content_hash="not for people",
    entry="1-0",
    headline="Storm",
    published="2012-12-29",
    published_from="stated",
    language="en",
    text="Storm\n\nMonday",
    entities=(Entity(id=1, label="EVENT", name="Storm", mentions=(Mention(start=0, end=5, text="Storm"),)),),
    dates=(
        Timex(start=7, end=13, text="Monday", type="DATE", value="2012-12-24", anchor="publication", rule="weekday"),
    ),
    engine=Engine(dateline="0.1.0", model=None),
)


def test_a_record_has_exactly_the_documented_fields_in_their_order():
    documented = "id revision url source headline byline published published_from language text entities dates engine"
    assert " ".join(record(ARTICLE)) == documented


def test_a_record_is_plain_json():
    found = json.loads(json.dumps(record(ARTICLE)))
    assert found["entities"] == [
        {
            "id": 1,
            "label": "EVENT",
            "name": "Storm",
            "mentions": [{"start": 0, "end": 5, "text": "Storm"}],
            "place": None,
        }
    ]
    assert found["dates"] == [
        {
            "start": 7,
            "end": 13,
            "text": "Monday",
            "type": "DATE",
            "value": "2012-12-24",
            "mod": None,
            "begin": None,
            "end_before": None,
            "anchor": "publication",
            "rule": "weekday",
        }
    ]
    assert found["engine"] == {"dateline": "0.1.0", "model": None}
    assert found["url"] is None
