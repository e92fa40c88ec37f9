"""A dead letter holds what was sent, byte for byte, and how it failed each time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.wire.delivery.dead import DeadLetter, letter
from services.wire.delivery.entry import Entry
from services.wire.delivery.history import NOTE, Failure, with_history, without_history
from services.wire.delivery.outcome import Dead, Facts
from services.wire.messages import Engine, EnrichedArticle, encode
from services.wire.messages.trail import Trail

FIELDS = st.dictionaries(st.binary() | st.sampled_from([NOTE, b"original", b"original."]), st.binary(), min_size=1)
FAILURES = st.lists(
    st.builds(
        Failure,
        letter=st.just("8-0"),
        stage=st.just("ingest"),
        reason=st.text(st.characters(exclude_categories=["Cs"])),
        entry=st.just("7-0"),
        deliveries=st.integers(1, 9),
        failed=st.just("2012-12-29T07:35:00.000+00:00"),
    ),
    min_size=1,
).map(tuple)
FAILED = (Failure("8-0", "ingest", "bad", "7-0", 1, "2012-12-29T07:35:00.000+00:00"),)
BAD = Dead("bad")
MANY = {b"%d" % number: b"\xff" for number in range(10_000)}


def died(entry, dead=BAD, stage="ingest", stream="articles.raw"):
    return DeadLetter("9-0", letter(entry, dead, stage=stage, stream=stream))


@given(FIELDS, FAILURES)
def test_the_original_fields_and_the_history_can_be_had_back_whatever_they_are(fields, history):
    found = died(Entry("7-0", fields, history=history))
    assert found.original == fields
    assert found.history == history


@given(FIELDS, FAILURES)
def test_a_replayed_entry_has_the_fields_that_were_sent_whatever_they_are(fields, history):
    entry = Entry.of(b"9-0", with_history(fields, history))
    assert entry.fields == fields
    assert entry.history == history


@given(FIELDS)
def test_what_was_sent_under_the_name_of_the_note_is_a_field_like_any_other(fields):
    assert without_history(fields) == (fields, ())


def test_more_fields_than_a_script_can_take_are_kept_too_and_can_be_replayed():
    found = died(Entry("7-0", MANY))
    assert found.original == MANY
    assert len(found.fields) < 20
    replayed = with_history(MANY, FAILED)
    assert len(replayed) == 1
    assert without_history(replayed) == (MANY, FAILED)


def test_it_says_where_why_and_when():
    dead = Dead("not UTF-8", Facts("a", Trail("t")), traceback="Traceback …")
    found = died(Entry("1356766500000-0", {b"x": b"y"}, 2), dead)
    assert (found.stage, found.stream, found.entry) == ("ingest", "articles.raw", "1356766500000-0")
    assert (found.reason, found.deliveries) == ("not UTF-8", 2)
    assert found.added == "2012-12-29T07:35:00.000+00:00"
    assert (found.article_id, found.trace_id, found.origin) == ("a", "t", "1356766500000-0")
    assert found.traceback == "Traceback …"


def test_work_that_got_nowhere_leaves_the_ids_to_the_message():
    article = EnrichedArticle(
        id="a",
        content_hash="h",
        revision=1,
        entry="5-0",
        published="2012-12-29",
        published_from="stated",
        language="en",
        text="It opened.",
        engine=Engine(dateline="0.1.0"),
    )
    payload = encode(article, source="enrich", id="5-0", subject="a")
    entry = Entry("7-0", {b"__data__": payload})
    found = died(entry, Dead("killed its worker"), stage="store", stream="articles.enriched")
    assert (found.article_id, found.origin) == ("a", "5-0")


@pytest.mark.parametrize("fields", [{}, {b"__data__": b"\xff"}, {b"__data__": b"[]"}])
def test_a_message_that_cannot_be_read_tells_no_ids(fields):
    found = died(Entry("7-0", fields), BAD, stage="enrich", stream="articles.clean")
    assert (found.article_id, found.trace_id, found.origin) == ("", "", "")


def test_a_replay_keeps_the_id_and_the_time_of_the_entry_that_was_sent():
    first = died(Entry("1356766500000-0", {b"x": b"y"}))
    again = died(Entry.of(b"1400000000000-0", with_history(first.original, first.failures())))
    entry = Entry.of(b"1500000000000-0", with_history(again.original, again.failures()))
    assert entry.origin == again.origin == "1356766500000-0"
    assert entry.received.isoformat() == "2012-12-29T07:35:00+00:00"
    assert entry.added.year == 2017
    assert [failure.entry for failure in entry.history] == ["1356766500000-0", "1400000000000-0"]


def test_a_letter_replayed_for_ever_keeps_its_first_failure_and_the_latest():
    found = died(Entry("1-0", {b"x": b"y"}))
    for number in range(2, 201):
        found = died(Entry.of(b"%d-0" % number, with_history(found.original, found.failures())))
    entries = [failure.entry for failure in found.failures()]
    assert entries == ["1-0", *(f"{number}-0" for number in range(102, 201))]
    assert found.origin == "1-0"


@pytest.mark.parametrize(
    "fields", [{}, {b"stage": b"\xff", b"deliveries": b"many", b"history": b"{", b"original": b"[1]", b"entry": b"x"}]
)
def test_a_letter_that_somebody_else_wrote_can_be_looked_at_but_not_replayed(fields):
    strange = DeadLetter("9-0", fields)
    assert (strange.deliveries, strange.history, strange.original) == (0, (), {})
    assert strange.stage in ("", "\ufffd")
    with pytest.raises(ValueError, match="entry"):
        strange.failures()


def test_an_entry_may_have_any_id_that_redis_takes():
    assert Entry("18446744073709551614-0", {}).added.year == 9999


def test_the_fields_of_a_letter_with_very_many_are_json_that_any_language_reads():
    pairs = json.loads(died(Entry("7-0", MANY)).fields[b"original"])
    assert pairs[10] == ["MTA=", "/w=="]
