"""Days by the moon fall where calendars have printed them."""

import datetime

import pytest

from services.enrich.dates import moons


def date(number):
    return datetime.date.fromordinal(number).isoformat()


@pytest.mark.parametrize(
    ("year", "expected"),
    [(1966, "1966-01-21"), (1985, "1985-02-20"), (2018, "2018-02-16"), (2024, "2024-02-10"), (2034, "2034-02-19")],
)
def test_chinese_new_year_is_right_also_where_a_leap_month_is_near(year, expected):
    assert date(moons.chinese_new_year(year)) == expected


@pytest.mark.parametrize(
    ("year", "passover", "new_year", "hanukkah"),
    [
        (1990, "1990-04-10", "1990-09-20", "1990-12-12"),
        (2005, "2005-04-24", "2005-10-04", "2005-12-26"),
        (2018, "2018-03-31", "2018-09-10", "2018-12-03"),
        (2024, "2024-04-23", "2024-10-03", "2024-12-26"),
    ],
)
def test_hebrew_festivals_are_right_in_years_of_every_length(year, passover, new_year, hanukkah):
    found = moons.hebrew("passover", year), moons.rosh_hashanah(year), moons.hanukkah(year)
    assert tuple(date(day) for day in found) == (passover, new_year, hanukkah)


@pytest.mark.parametrize(("year", "expected"), [(2015, "2015-11-11"), (2018, "2018-11-07"), (2025, "2025-10-20")])
def test_diwali_is_the_night_before_the_new_moon(year, expected):
    assert date(moons.diwali(year)) == expected


@pytest.mark.parametrize(("year", "expected"), [(1914, "1914-04-19"), (2018, "2018-04-08"), (2021, "2021-05-02")])
def test_orthodox_easter_is_a_day_of_our_calendar(year, expected):
    assert date(moons.orthodox_easter(year)) == expected


@pytest.mark.parametrize(("year", "expected"), [(1990, "1990-04-26"), (2018, "2018-06-15"), (2024, "2024-04-10")])
def test_eid_is_the_day_of_umm_al_qura(year, expected):
    assert date(moons.islamic(year, 10, 1)) == expected


def test_no_day_is_made_up_where_no_table_has_one():
    assert moons.islamic(1890, 10, 1) is None
    assert moons.chinese_new_year(1700) is None


def test_every_year_of_the_tables_has_its_eid_and_every_other_year_is_survived():
    assert all(moons.islamic(year, 10, 1) for year in moons.ISLAMIC_YEARS)
    assert [moons.islamic(year, 12, 29) for year in (-500, 1, 1924, 2077, 9999)] == [None] * 5
