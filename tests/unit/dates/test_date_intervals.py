"""The half-open calendar interval of a TIMEX3 value."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.dates.intervals import interval
from services.enrich.dates.periods import FINENESS, of_date


@pytest.mark.parametrize(
    ("value", "begin", "end_before"),
    [
        ("2012-12-29", "2012-12-29", "2012-12-30"),
        ("2012-12", "2012-12-01", "2013-01-01"),
        ("2012", "2012-01-01", "2013-01-01"),
        ("2012-Q4", "2012-10-01", "2013-01-01"),
        ("2012-H1", "2012-01-01", "2012-07-01"),
        ("2012-W01", "2012-01-02", "2012-01-09"),
        ("2012-W52-WE", "2012-12-29", "2012-12-31"),
        ("2012-WI", "2012-12-01", "2013-03-01"),
        ("199", "1990-01-01", "2000-01-01"),
        ("19", "1900-01-01", "2000-01-01"),
        ("BC0490", "-0489-01-01", "-0488-01-01"),
        ("2012-12-29T09:30", "2012-12-29T09:30:00", "2012-12-29T09:31:00"),
        ("2012-12-31T24:00", "2013-01-01T00:00:00", "2013-01-01T00:01:00"),
        ("2012-12-31TNI", "2012-12-31T20:00:00", "2013-01-01T06:00:00"),
    ],
)
def test_a_value_on_the_calendar_covers_an_interval(value, begin, end_before):
    assert interval(value) == (begin, end_before)


@pytest.mark.parametrize("value", [None, "P2Y", "PXM", "PAST_REF", "XXXX-WXX-1", "2012-02-30", "2012-13", "nonsense"])
def test_what_is_not_on_the_calendar_covers_none(value):
    assert interval(value) == (None, None)


def test_the_last_year_has_an_open_end():
    assert interval("9999") == ("9999-01-01", None)


@given(st.dates(max_value=datetime.date(9899, 12, 31)), st.sampled_from(FINENESS))
def test_the_interval_of_a_period_is_that_of_its_days(date, unit):
    period = of_date(date).within(unit)
    begin, end_before = interval(period.value)
    if period.year >= 1 and unit not in ("millennium", "century", "decade"):
        assert begin == datetime.date.fromordinal(period.first_day).isoformat()
    if period.year >= 1 and unit != "millennium":
        assert end_before == datetime.date.fromordinal(period.end_day).isoformat()
