"""How the intervals of dates are gathered into the periods of a timeline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.store.search.periods import Interval, Unit, gather, gather_few


def gathered(unit, *intervals):
    """Periods with the number of their dates; every interval is one date."""
    found = [Interval(begin, end_before, 1, number) for number, (begin, end_before) in enumerate(intervals)]
    return [(each.period, each.dates) for each in gather(found, unit)]


DAY = ("2012-12-29", "2012-12-30")
TIME = ("2012-12-29T18:00:00", "2012-12-30T00:00:00")
NIGHT = ("2012-12-29T20:00:00", "2012-12-30T06:00:00")
WEEK = ("2012-12-31", "2013-01-07")
MONTH = ("2012-12-01", "2013-01-01")
YEAR = ("2012-01-01", "2013-01-01")
DECADE = ("2010-01-01", "2020-01-01")


def test_what_is_no_longer_than_the_unit_belongs_to_where_it_begins():
    assert gathered(Unit.DAY, DAY, TIME) == [("2012-12-29", 2)]
    assert gathered(Unit.MONTH, DAY, NIGHT, WEEK, MONTH) == [("2012-12", 4)]
    assert gathered(Unit.YEAR, DAY, MONTH, YEAR) == [("2012", 3)]
    assert gathered(Unit.DECADE, DAY, YEAR, DECADE) == [("2010s", 3)]


def test_what_is_longer_is_a_period_of_its_own_ahead_of_its_parts():
    assert gathered(Unit.MONTH, MONTH, YEAR, DECADE) == [("2010s", 1), ("2012", 1), ("2012-12", 1)]
    assert gathered(Unit.DAY, DAY, ("2012-12-01", "2012-12-02"), MONTH) == [
        ("2012-12", 1),
        ("2012-12-01", 1),
        ("2012-12-29", 1),
    ]


@pytest.mark.parametrize(
    ("interval", "name"),
    [
        (WEEK, "2012-12-31 – 2013-01-06"),
        (NIGHT, "2012-12-29 – 2012-12-30"),
        (("2012-10-01", "2013-01-01"), "2012-10 – 2012-12"),
        (("1900-01-01", "2000-01-01"), "1900–1999"),
        (("1985-01-01", "1995-01-01"), "1985–1994"),
        (("0066-01-01", "0067-01-01"), "0066"),
        (("-0489-01-01", "-0488-01-01"), "BC"),
        (("0000-01-01", "0001-01-01"), "BC"),
    ],
)
def test_long_periods_are_named_as_shortly_as_calendars_have_them(interval, name):
    assert gathered(Unit.DAY, interval) == [(name, 1)]


def test_what_is_no_iso_date_is_left_out():
    assert gathered(Unit.DAY, ("soon", "later"), ("2012-12-29", ""), ("", ""), ("2012-02-30", "2012-03-01")) == []


def test_a_period_keeps_its_newest_interval_and_the_sum_of_dates():
    intervals = [Interval(*DAY, dates=2, newest=7), Interval(*MONTH, dates=3, newest=9), Interval(*WEEK, 1, 8)]
    [found] = gather(intervals, Unit.MONTH)
    assert (found.dates, found.newest) == (6, intervals[1])


def test_the_smallest_unit_that_makes_few_enough_periods_is_taken():
    days = [Interval(f"2012-{month:02}-01", f"2012-{month:02}-02", 1, month) for month in range(1, 13)]
    more = [*days, Interval("2012-12-05", "2012-12-06", 1, 13)]
    assert gather_few(more, 13) == gather(more, Unit.DAY)
    assert gather_few(more, 12) == gather(more, Unit.MONTH)
    assert gather_few(more, 11) == gather(more, Unit.YEAR)
    assert gather_few([], 1) == []
    far = [*more, Interval("1850-01-01", "1850-01-02", 1, 14)]
    assert gather_few(far, 1) == gather(far, Unit.DECADE)


@given(st.lists(st.tuples(st.dates(), st.integers(1, 5000))), st.sampled_from(Unit))
def test_no_date_is_lost_or_counted_twice(dates, unit):
    intervals = [Interval(day.isoformat(), "9999-12-31", days, days) for day, days in dates if day.year < 9999]
    assert sum(each.dates for each in gather(intervals, unit)) == sum(each.dates for each in intervals)
