"""When a feed is looked at again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.feeds.backoff import pause
from services.console.feeds.fetch import retry_after

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_feed_that_answers_is_looked_at_as_often_as_asked():
    assert pause(300, failures=0, retry_after=None, chance=0) == 300


def test_the_pause_doubles_with_each_failure():
    assert [pause(300, failures, None, chance=0) for failures in (1, 2, 3)] == [600, 1200, 2400]


def test_no_pause_is_longer_than_six_hours_unless_looks_are_further_apart():
    assert pause(300, 50, None, chance=0) == 6 * 3600
    assert pause(86_400, 50, None, chance=0) == 86_400


@given(
    every=st.floats(30, 1e6),
    failures=st.integers(0, 10_000),
    asked=st.none() | st.floats(0, 86_400),
    chance=st.floats(0, 1),
)
def test_a_server_is_never_asked_sooner_than_it_wants_or_than_was_said(every, failures, asked, chance):
    assert pause(every, failures, asked, chance) >= max(every, asked or 0)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        ("99999999999999999999", 86_400),
        ("-5", None), ("soon", None), ("", None), (None, None), ("²", None), ("Sun, 99 Foo 2026", None),
    ],
)  # fmt: skip
def test_a_server_asks_to_be_left_alone_in_seconds_or_until_a_date(header, seconds):
    assert retry_after(header, NOW) == seconds
