"""What a stranger may write into the raw stream: it ends as an article or as a dead letter, and touches no other."""

import json
import re

import pytest

from services.ingest.app import ingesting
from services.ingest.settings import IngestSettings
from services.wire.delivery.entry import Entry
from services.wire.delivery.history import NOTE
from services.wire.delivery.outcome import Dead, Identify
from services.wire.messages import CleanArticle, decode
from services.wire.redo import is_redo

DIGITS = "9" * 10_000
TRACE = "0af7651916cd43dd8448eb211c80319c"


def outcome(fields, id=b"1-1"):
    return ingesting(IngestSettings())(Entry.of(id, fields))


def message(result):
    return decode(result.head + b"1" + result.tail, CleanArticle)


def event(**attributes):
    data = {"headline": "Storm", "body": "A storm hits Cebu."}
    event = {"specversion": "1.0", "id": "1", "source": "a", "type": "dateline.article.raw", "data": data}
    return {b"__data__": json.dumps(event | attributes).encode()}


@pytest.mark.parametrize(
    "value",
    [DIGITS, f"-{DIGITS}", f"0.{DIGITS}", f"1e{DIGITS}", "1e400", "NaN", "Infinity", "[" * 100_000, '{"a":' * 100_000],
)
@pytest.mark.parametrize("name", ["id", "body", "published", "authors", "anything"])
def test_no_number_and_no_nesting_of_json_stops_ingest(name, value):
    result = outcome({b"__data__": f'{{"headline": "Storm", "{name}": {value}}}'.encode()})
    assert isinstance(result, (Dead, Identify))
    assert not (isinstance(result, Dead) and result.traceback)


@pytest.mark.parametrize("text", ["a\0b", "a\ufffeb", "a\u2028b", "\x1b[2Jab"])
def test_control_characters_do_not_get_past_ingest(text):
    _, article = message(outcome({b"headline": text.encode(), b"body": b"A storm hits Cebu."}))
    assert not set(article.headline) & set("\0\ufffe\u2028\x1b")


@pytest.mark.parametrize("half", [b"\\ud800", b"\\udfff"])
def test_half_a_character_is_a_dead_letter(half):
    assert isinstance(outcome({b"__data__": b'{"headline": "a' + half + b'"}'}), Dead)


@pytest.mark.parametrize(
    "parent", ["00-" + "g" * 32 + "-b7ad6b7169203331-01", TRACE, "\n", "00-" + TRACE, "x" * 10_000]
)
def test_a_trace_that_is_none_is_replaced(parent):
    trace = outcome(event(traceparent=parent)).facts.trail.trace_id
    assert re.fullmatch("[0-9a-f]{32}", trace)
    assert trace != TRACE


def test_nothing_but_the_trace_of_a_stranger_s_event_is_passed_on():
    parent = f"00-{TRACE}-b7ad6b7169203331-01"
    others = {"id": "1-1/redo-1", "subject": "full", "entry": "9-9", "trail": "store forged 9-9 1 1 1"}
    result = outcome(event(traceparent=parent, **others), b"2-2")
    envelope, article = message(result)
    assert (envelope.id, article.entry, result.facts.trail.trace_id) == ("2-2", "2-2", TRACE)
    assert not is_redo(envelope.id)
    assert "forged" not in str(envelope)
    assert envelope.subject == article.id != "full"


def test_a_revision_in_a_text_is_no_revision():
    _, article = message(outcome({b"headline": b'"revision":0', b"body": b'{"revision":0}, "revision":0 A storm.'}))
    assert article.revision == 1


@pytest.mark.parametrize("note", [b"", b"{}", b"[]", b'{"failures": []}', b"\xff", b'{"failures": [{"entry": "a"}]}'])
def test_a_note_of_failures_that_is_none_is_a_field_like_any_other(note):
    entry = Entry.of(b"2-2", {b"headline": b"Storm", NOTE: note})
    assert (entry.origin, entry.history) == ("2-2", ())


def test_a_forged_note_of_failures_gives_its_own_entry_another_origin_and_no_other():
    failure = {"letter": "1-1", "stage": "store", "reason": "", "entry": "1-1", "deliveries": 1, "failed": "now"}
    fields = {b"headline": b"Storm", b"body": b"A storm.", NOTE: json.dumps({"failures": [failure]}).encode()}
    assert Entry.of(b"2-2", fields).id == "2-2"  # which is what is acknowledged
    _, article = message(outcome(fields, b"2-2"))
    assert article.entry == "1-1"
