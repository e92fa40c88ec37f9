"""A dead letter holds what was sent, byte for byte."""

import json
from base64 import b64decode

from hypothesis import given
from hypothesis import strategies as st

from services.wire.delivery.dead import ORIGINAL, letter
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Facts

FIELDS = st.dictionaries(st.binary(), st.binary(), min_size=1)


def original(fields):
    if b"original" in fields:
        return {b64decode(name): b64decode(value) for name, value in json.loads(fields[b"original"])}
    return {name.removeprefix(ORIGINAL): value for name, value in fields.items() if name.startswith(ORIGINAL)}


@given(FIELDS)
def test_the_original_fields_can_be_had_back_whatever_they_are(fields):
    assert original(letter(Entry("7-0", fields), Dead("bad"), stage="ingest", stream="articles.raw")) == fields


def test_more_fields_than_a_script_can_take_are_kept_too():
    fields = {b"%d" % number: b"\xff" for number in range(10_000)}
    kept = letter(Entry("7-0", fields), Dead("bad"), stage="ingest", stream="articles.raw")
    assert original(kept) == fields
    assert len(kept) < 20


def test_it_says_where_why_and_when():
    dead = Dead("not UTF-8", Facts("a", "t"), traceback="Traceback …")
    kept = letter(Entry("1356766500000-0", {b"x": b"y"}, 2), dead, stage="ingest", stream="articles.raw")
    assert kept[b"stage"] == b"ingest"
    assert kept[b"stream"] == b"articles.raw"
    assert kept[b"entry"] == b"1356766500000-0"
    assert kept[b"reason"] == b"not UTF-8"
    assert kept[b"deliveries"] == b"2"
    assert kept[b"added"] == b"2012-12-29T07:35:00.000+00:00"
    assert kept[b"article_id"] == b"a"
    assert kept[b"traceback"].startswith(b"Traceback")
