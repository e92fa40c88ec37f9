"""ninjs: names that version 3.0 of the schema has, and what our own reader of ninjs makes of them."""

import json
from datetime import datetime

import pytest

from services.console.exporting import ninjs
from services.ingest.fields import article_from
from services.ingest.ninjs import from_ninjs, is_ninjs
from services.store.protocol import Deleted, Stored
from services.wire.failures import Poison
from services.wire.messages import Entity, Mention

_CONCEPT = {"name", "rel", "uri", "literal"}
NAMES = {
    "uri": None,
    "type": None,
    "version": None,
    "versionCreated": None,
    "pubStatus": None,
    "language": None,
    "by": None,
    "standard": {"name", "version", "schema"},
    "headlines": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "infoSources": {"name", "role", "uri", "literal"},
    "altIds": {"role", "value"},
    "people": _CONCEPT,
    "organisations": _CONCEPT,
    "places": _CONCEPT | {"geojson"},
    "events": _CONCEPT,
    "objects": _CONCEPT,
    "subjects": _CONCEPT,
}
"""Of https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json what we use, with what may stand in it: nothing else may."""
NO_TEXT = {"charCount": int, "geojson": dict}
"""What is no string; the schema has one for all others."""


def item(change):
    found = json.loads(ninjs.line(change))
    for name, value in found.items():
        allowed = NAMES[name]
        for each in value if isinstance(value, list) else [value if allowed else {name: value}]:
            assert set(each) <= (allowed or {name})
            assert all(isinstance(part, NO_TEXT.get(inner, str)) for inner, part in each.items())
            assert "value" in each or name not in ("headlines", "bodies")
    assert found["type"] == "text"
    assert found["pubStatus"] in ("usable", "canceled")
    return found


def test_an_item_has_only_names_that_ninjs_has(full):
    assert set(item(full)) >= {"uri", "versionCreated", "headlines", "bodies", "people", "places", "subjects"}


def test_our_own_reader_reads_it_back(full):
    found = item(full)
    assert is_ninjs(found)
    read = from_ninjs(found)
    assert read["headline"] == "Storm"
    assert read["body"] == "On Monday Ana Cruz spoke in Cebu."
    assert (read["source"], read["byline"], read["language"]) == ("Example", "Jo Bloggs", "en")
    assert read["published"] == "2012-12-29T10:15:00+04:00"


def test_entities_stand_where_ninjs_has_their_kind_and_dates_among_the_subjects(full, article):
    found = item(full)
    assert found["people"] == [{"name": "Ana Cruz", "rel": "mentions"}]
    assert found["places"] == [
        {
            **{"name": "Cebu", "rel": "mentions", "uri": "https://sws.geonames.org/1717512/"},
            "geojson": {"type": "Point", "coordinates": [-123.9, 10.3]},
        }
    ]
    assert found["subjects"] == [{"name": "Monday", "rel": "date", "literal": "2012-12-24"}]
    labels = {"ORG": "organisations", "FAC": "places", "EVENT": "events", "WORK_OF_ART": "objects", "NORP": "subjects"}
    for label, kind in labels.items():
        entity = Entity(id=1, label=label, name="X", mentions=(Mention(start=0, end=5, text="Storm"),))
        assert item(Stored(article(entities=(entity,)), 1))[kind] == [{"name": "X", "rel": "mentions"}]


def test_cursor_story_and_address_are_alternative_ids(full):
    ids = {each["role"]: each["value"] for each in item(full)["altIds"]}
    assert ids == {"cursor": "7", "story": "5", "url": "https://example.org/storm"}


@pytest.mark.parametrize("published", ["2012-12-29", "2012-12-29T10:15:00Z", "2012-12-29T10:15:00.5+04:00"])
def test_the_time_of_the_version_is_one_with_an_offset(article, published):
    assert datetime.fromisoformat(item(Stored(article(published=published), 1))["versionCreated"]).tzinfo


def test_a_day_that_no_calendar_has_is_left_out(article):
    assert "versionCreated" not in item(Stored(article(published="2012-02-30"), 1))


def test_an_article_that_is_all_headline_has_no_body(article):
    found = item(Stored(article("Storm\n\n", headline="Storm"), 1))
    assert found["headlines"][0]["value"] == "Storm"
    assert "bodies" not in found


def test_a_deletion_is_a_canceled_item():
    found = item(Deleted("a", 8))
    assert (found["uri"], found["pubStatus"]) == ("urn:dateline:article:a", "canceled")
    with pytest.raises(Poison, match="canceled"):
        article_from(found)
