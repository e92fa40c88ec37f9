"""Log lines are JSON, one a line, in one shape, whoever writes them."""

import contextlib
import io
import json
import logging
import os

import pytest

from services.wire import logs
from services.wire.events import Event


@pytest.fixture
def written():
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    logs.configure("ingest", "ingest-1", out=out)
    return lambda: [json.loads(line) for line in out.buffer.getvalue().splitlines()]


def test_every_line_begins_with_time_level_event_service_and_worker(written):
    logs.log(Event.ARTICLE_INGESTED, batch=3, trace_id="t", article_id="a")
    (line,) = written()
    assert list(line) == [*["timestamp", "level", "event", "service", "worker", "article_id", "trace_id"], "batch"]
    assert line["event"] == "article.ingested"
    assert (line["service"], line["worker"], line["level"]) == ("ingest", "ingest-1", "info")


def test_a_fact_that_is_not_known_is_left_out(written):
    logs.log(Event.ENTRY_DEAD, article_id=None, reason="no fields")
    assert "article_id" not in written()[0]


def test_a_line_break_in_a_value_does_not_break_the_line(written):
    logs.log(Event.ENTRY_DEAD, reason="one\ntwo\u2028three\x00")
    assert written()[0]["reason"] == "one\ntwo\u2028three\x00"


def test_a_long_value_is_cut_so_that_the_line_stays_in_one_piece(written):
    logs.log(Event.ENTRY_DEAD, reason="x" * 100_000)
    assert len(json.dumps(written()[0])) < 4096


def test_a_lone_surrogate_can_be_written(written):
    logs.log(Event.ENTRY_DEAD, reason="\ud800")
    assert written()[0]["reason"] == "\ud800"


STEERING = "a\x1b[2J b\x9b2J c\x07 d\u202e \u2066é"


def test_no_value_can_steer_the_terminal_on_which_its_line_is_shown_as_it_is():
    out = io.StringIO()
    logs.configure("ingest", "ingest-1", out=out)
    logs.log(Event.ENTRY_DEAD, reason=STEERING)
    assert json.loads(out.getvalue())["reason"] == STEERING
    assert not set("\x1b\x9b\x07\u202e\u2066") & set(out.getvalue())


def test_no_value_can_steer_the_terminal_on_which_lines_are_written():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    plain, steering = Terminal(), Terminal()
    for out, value in ((plain, ""), (steering, STEERING)):
        logs.configure("ingest", "ingest-1", out=out)
        logs.log(Event.ENTRY_DEAD, reason=value, doubts=[value])
    for sign in "\x1b\x9b\x07\u202e\u2066":  # the colours are ours
        assert steering.getvalue().count(sign) == plain.getvalue().count(sign)


def test_other_scripts_are_written_as_they_are(written):
    logs.log(Event.ENTRY_DEAD, reason="Владимир")
    assert written()[0]["reason"] == "Владимир"


def test_lines_below_the_level_are_not_written():
    out = io.StringIO()
    logs.configure("ingest", "ingest-1", level="ERROR", out=out)
    logs.log(Event.ARTICLE_INGESTED)
    logs.log(Event.ENTRY_DEAD, level=logging.ERROR)
    assert [json.loads(line)["event"] for line in out.getvalue().splitlines()] == ["entry.dead"]


def test_what_a_library_warns_of_has_the_shape_of_our_own_lines(written):
    logging.getLogger("some.library").warning("beware of %s", "this")
    (line,) = written()
    assert (line["event"], line["logger"], line["why"]) == ("library.warning", "some.library", "beware of this")


def test_what_a_library_tells_in_passing_is_not_written(written):
    logging.getLogger("some.library").info("starting")
    assert written() == []


def test_every_event_says_what_it_means():
    assert all(event.meaning.endswith((".", ")")) for event in Event)


def test_a_reader_that_is_gone_stops_nobody():
    read_end, write_end = os.pipe()
    os.close(read_end)
    with contextlib.suppress(BrokenPipeError), os.fdopen(write_end, "w") as out:
        logs.configure("ingest", "ingest-1", out=out)
        logs.log(Event.ARTICLE_INGESTED)
