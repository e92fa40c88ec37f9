"""Calendar arithmetic on whole periods, against the standard library where that reaches."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrich.dates.holidays import HOLIDAYS
from services.enrich.dates.periods import FINENESS, Period, civil, day_number, of_date, of_day, of_year


@given(st.dates())
def test_day_numbers_are_those_of_the_standard_library(date):
    assert day_number(date.year, date.month, date.day) == date.toordinal()
    assert civil(date.toordinal()) == (date.year, date.month, date.day)


@given(st.integers(-4_000_000, 4_000_000))
def test_every_day_number_is_a_day_and_back(number):
    assert day_number(*civil(number)) == number


@given(st.dates())
def test_weeks_are_iso_weeks(date):
    year, week, _ = date.isocalendar()
    assert of_date(date).within("week").value == f"{year:04d}-W{week:02d}"


@given(st.dates(), st.sampled_from(FINENESS))
def test_a_day_lies_in_the_period_that_holds_it(date, unit):
    period = of_date(date).within(unit)
    assert period.first_day <= date.toordinal() or unit == "weekend"
    assert date.toordinal() < period.end_day


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(-1200, 1200))
def test_the_same_day_of_another_month_is_the_last_of_it_where_it_lacks_one(date, months):
    day = of_date(date).months_away(months)
    assert day.within("month") == of_date(date).within("month").shift(months)
    assert civil(day.number)[2] == date.day or (civil(day.number)[2] < date.day and civil(day.number + 1)[2] == 1)


@pytest.mark.parametrize("day", [(2013, 2, 29), (2012, 13, 1), (2012, 4, 31), (2012, 1, 0)])
def test_a_day_that_the_calendar_lacks_is_none(day):
    assert of_day(*day) is None


def test_years_before_christ_have_no_year_zero():
    assert of_year(0).value == "BC0001"
    assert of_year(-489).value == "BC0490"


def test_a_year_beyond_four_digits_has_no_value():
    assert of_year(10_000).value is None


@pytest.mark.parametrize(
    ("period", "value"),
    [
        (Period("decade", 198), "198"),
        (Period("century", 18), "18"),
        (Period("century", -9), "BC08"),
        (Period("quarter", 1989 * 4 + 2), "1989-Q3"),
        (Period("half", 2008 * 2 + 1), "2008-H2"),
        (Period("season", 2003 * 4 + 1), "2003-SU"),
    ],
)
def test_a_period_is_written_with_the_digits_that_it_fixes(period, value):
    assert period.value == value


@pytest.mark.parametrize(
    ("name", "year", "date"),
    [
        ("easter", 2024, datetime.date(2024, 3, 31)),
        ("good friday", 2013, datetime.date(2013, 3, 29)),
        ("thanksgiving", 1999, datetime.date(1999, 11, 25)),
        ("memorial day", 2021, datetime.date(2021, 5, 31)),
        ("election day", 1998, datetime.date(1998, 11, 3)),
        ("labor day", 2013, datetime.date(2013, 9, 2)),
    ],
)
def test_a_holiday_falls_where_the_calendar_has_it(name, year, date):
    assert HOLIDAYS[name](year) == date.toordinal()
