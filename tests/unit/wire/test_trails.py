"""What a message tells of its way: its trace, and what each stage did."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.wire.delivery.entry import Entry, Taken
from services.wire.delivery.outcome import Dead, Facts
from services.wire.delivery.trails import span_of, step, trail_from, trail_to, trail_told
from services.wire.delivery.working import traced
from services.wire.messages import CleanArticle, decode, encode
from services.wire.messages.trail import Step, Trail, read_steps
from services.wire.streams import CLEAN as CLEANED
from services.wire.streams import RAW

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{SPAN}-01"
CLEAN = CleanArticle(
    id="5e0c", content_hash="d1", entry="7-0", published="2012-12-29", published_from="stated", body="Snow."
)
TRAIL = "ingest ingest-bcff198e 1795515844767-0 1 16 1795515844780 1795515844792, enrich enrich-0a 7-0 2 1 9 12"
FIELDS = {b"headline": b"Snow"}
TAKEN = Taken("ingest", "ingest-bcff198e", 1795515844.78, 16)
ENTRY = Entry("1795515844767-0", FIELDS, 2, taken=TAKEN)

numbers = st.integers(0, 10**15 - 1)
steps = st.builds(
    Step,
    st.sampled_from(["ingest", "enrich", "store"]),
    st.from_regex(r"[a-z]+-[0-9a-f]{8}", fullmatch=True),
    st.builds("{}-{}".format, numbers, numbers),
    *[numbers] * 3,
    st.none() | numbers,
)


def test_a_traceparent_is_kept_as_it_is():
    assert Trail.of(TRACEPARENT) == Trail(TRACE, SPAN)
    assert Trail(TRACE, SPAN).attributes() == {"traceparent": TRACEPARENT}


@pytest.mark.parametrize(
    "traceparent", ["", "x", f"01-{TRACE}-{SPAN}-01", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01"]
)
def test_a_traceparent_that_the_standard_calls_invalid_is_none(traceparent: str):
    assert Trail.of(traceparent) is None


def test_who_does_not_want_a_trace_recorded_is_heard_by_every_stage():
    unsampled = Trail.of(f"00-{TRACE}-{SPAN}-00")
    assert unsampled
    assert unsampled.flags == trail_from(ENTRY, unsampled).flags == "00"
    assert Trail(TRACE).flags == "01"


@given(st.lists(steps, max_size=4))
def test_steps_are_read_as_they_were_written(walked: list[Step]):
    trail = Trail(TRACE)
    for each in walked:
        trail = trail.then(SPAN, each)
    envelope, _ = decode(encode(CLEAN, source="test", trail=trail.then(SPAN, None)), CleanArticle)
    assert envelope.came_by
    assert read_steps(envelope.came_by.steps) == tuple(walked)


@given(st.text() | st.integers() | st.lists(st.text()) | st.text("ingst ,-0123456789"))
def test_whatever_else_a_trail_says_harms_nobody(trail):
    event = json.loads(encode(CLEAN, source="test", trail=Trail(TRACE, SPAN))) | {"trail": trail}
    envelope, _ = decode(json.dumps(event), CleanArticle)
    assert envelope.came_by
    assert envelope.came_by.steps.isascii()
    assert "\0" not in envelope.came_by.steps
    assert all(isinstance(each, Step) for each in read_steps(envelope.came_by.steps))


def test_what_a_later_dateline_says_of_a_step_is_passed_over():
    told = TRAIL.replace(",", " 16 gpu-0,") + " 99"
    assert read_steps(told) == read_steps(TRAIL)
    assert [step.stage for step in read_steps(TRAIL)] == ["ingest", "enrich"]


def test_a_trail_without_a_limit_is_none():
    assert Trail.of(TRACEPARENT, "a" * 4_001) == Trail(TRACE, SPAN)


def test_a_stage_says_what_it_did_and_becomes_the_parent_of_the_next():
    before = Trail(TRACE, SPAN)
    passed = trail_from(ENTRY, before)
    [told] = read_steps(passed.steps)
    assert told._replace(done=None) == Step(
        "ingest", "ingest-bcff198e", "1795515844767-0", deliveries=2, together=16, begun=1795515844780
    )
    assert passed.trace_id == TRACE
    assert passed.span_id == span_of(ENTRY, before) != SPAN


def test_no_work_takes_less_than_no_time_whatever_becomes_of_the_clock():
    tomorrow = replace(TAKEN, begun=time.time() + 86_400)
    [told] = read_steps(trail_from(ENTRY.taken_in_hand(tomorrow), Trail(TRACE)).steps)
    assert told.done == told.begun


def test_a_stage_that_passes_nothing_on_does_not_say_when_it_was_done():
    told = step(ENTRY)
    assert told
    assert told.done is None


def test_a_trace_that_begins_here_is_the_same_at_every_redelivery_and_replay_and_nowhere_else():
    begun = trail_to(ENTRY, None)
    assert (len(begun.trace_id), begun.span_id, begun.steps) == (32, None, "")
    assert trail_to(Entry(ENTRY.id, FIELDS, 3), None) == begun
    assert trail_to(Entry(ENTRY.id, {b"headline": b"Rain"}), None) != begun
    assert trail_to(Entry("1795515844767-1", FIELDS), None) != begun
    assert trail_to(ENTRY, Trail(TRACE, SPAN)) == Trail(TRACE, SPAN)


@pytest.mark.parametrize("entry", [replace(ENTRY, fields={}), replace(ENTRY, fields={b"__data__": b"{"}), ENTRY])
def test_a_message_that_cannot_be_read_begins_a_trace(entry: Entry):
    assert trail_told(entry, CLEANED) == trail_to(entry, None)


def test_a_message_of_which_the_data_cannot_be_read_tells_its_trace():
    event = json.loads(encode(CLEAN, source="test", trail=Trail(TRACE, SPAN))) | {"data": "Snow"}
    entry = replace(ENTRY, fields={b"__data__": json.dumps(event).encode()})
    assert trail_told(entry, CLEANED) == Trail(TRACE, SPAN)
    assert trail_told(entry, RAW) == trail_to(entry, None)


def test_what_died_before_its_trace_was_known_has_one():
    died = traced(Dead("killed its worker"), ENTRY, CLEANED)
    assert died.facts.trail == trail_to(ENTRY, None)
    known = Dead("no article", Facts(trail=Trail(TRACE, SPAN)))
    assert traced(known, ENTRY, CLEANED) is known


def test_a_span_has_one_id_however_often_its_work_is_done():
    trail = Trail(TRACE, SPAN)
    again = Entry(ENTRY.id, FIELDS, 3, taken=replace(TAKEN, worker="ingest-00000000"))
    assert span_of(again, trail) == span_of(ENTRY, trail)
    enrich = ENTRY.taken_in_hand(replace(TAKEN, stage="enrich"))
    assert span_of(enrich, trail) != span_of(ENTRY, trail)
