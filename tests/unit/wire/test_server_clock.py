"""The clock of the Redis server may be set back; that of this process is steady."""

import pytest

from services.wire.delivery import clock
from services.wire.delivery.clock import ServerClock

MINUTE = 60


@pytest.fixture
def here(monkeypatch):
    """The steady clock of this process, which the tests set."""
    steady = {"now": 1_000.0}
    monkeypatch.setattr(clock.time, "monotonic", lambda: steady["now"])
    return steady


def test_a_clock_that_keeps_pace_did_not_go_back(here):
    server = ServerClock(tolerance=MINUTE)
    for passed in (0, 1, 100, 100_000):
        here["now"] = 1_000 + passed
        assert not server.went_back(now=5_000 + passed, newest=4_000)


def test_a_clock_that_is_set_back_is_noticed_once(here):
    server = ServerClock(tolerance=MINUTE)
    server.went_back(now=5_000, newest=4_000)
    here["now"] += 1
    assert server.went_back(now=2_001, newest=4_000)
    here["now"] += 1
    assert not server.went_back(now=2_002, newest=4_000)


def test_what_an_answer_was_late_by_is_no_jump(here):
    server = ServerClock(tolerance=MINUTE)
    server.went_back(now=5_000, newest=4_000)
    here["now"] += MINUTE - 1
    assert not server.went_back(now=5_000, newest=4_000)


def test_a_clock_that_is_set_forward_did_not_go_back(here):
    server = ServerClock(tolerance=MINUTE)
    server.went_back(now=5_000, newest=4_000)
    assert not server.went_back(now=50_000, newest=4_000)


def test_at_the_first_look_entries_from_the_future_tell_that_the_clock_went_back(here):
    assert ServerClock(tolerance=MINUTE).went_back(now=5_000, newest=9_000)
    assert not ServerClock(tolerance=MINUTE).went_back(now=5_000, newest=5_001)
