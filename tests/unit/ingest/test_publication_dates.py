"""Publication dates as sources write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.published import read_published, stamp

MOSCOW = ZoneInfo("Europe/Moscow")  # +04:00 at the end of 2012
PUBLISHED = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d)?")


@pytest.mark.parametrize(
    "text",
    [
        "2012-12-29",
        "20121229",
        " 2012-12-29\n",
        "2012/12/29",
        "29 December, 2012",
        "29 December 2012",
        "29th of December 2012",
        "December 29, 2012",
        "Dec. 29, 2012",
        "Saturday, 29 December 2012",
        "29-Dec-2012",
        "29.12.2012",
        "29/12/2012",
        "12/29/2012",
        "29 décembre 2012",
        "29. Dezember 2012",
        "29 декабря 2012",
        "2012年12月29日",
    ],
)
def test_a_date_alone_stays_a_date(text: str):
    assert read_published(text, MOSCOW) == "2012-12-29"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2012-12-29T10:15:00+03:00", "2012-12-29T10:15:00+03:00"),
        ("2012-12-29T10:15:00Z", "2012-12-29T10:15:00+00:00"),
        ("2012-12-29t10:15z", "2012-12-29T10:15:00+00:00"),
        ("2012-12-29 10:15 -0530", "2012-12-29T10:15:00-05:30"),
        ("20121229T101500+03", "2012-12-29T10:15:00+03:00"),
        ("2012-12-29T10:15:00.250Z", "2012-12-29T10:15:00.250000+00:00"),
        ("Sat, 29 Dec 2012 10:00:00 +0300", "2012-12-29T10:00:00+03:00"),
        ("29 Dec 2012 10:00 GMT", "2012-12-29T10:00:00+00:00"),
        ("Sat, 29 Dec 12 10:00:00 GMT", "2012-12-29T10:00:00+00:00"),  # RFC 822, which RSS still allows
        ("Sat, 29 Dec 12 10:00:00 EST", "2012-12-29T10:00:00-05:00"),
        ("29 Jul 12 10:00 PDT", "2012-07-29T10:00:00-07:00"),
        ("Sat 29 Dec 2012 10:00 +0300", "2012-12-29T10:00:00+03:00"),
        ("December 29, 2012 10:15 GMT", "2012-12-29T10:15:00+00:00"),
        ("Dec. 29, 2012, 3:30 p.m. EST", "2012-12-29T15:30:00-05:00"),
    ],
)
def test_a_time_keeps_its_stated_offset(text: str, published: str):
    assert read_published(text, MOSCOW) == published


@pytest.mark.parametrize(
    "text", ["2012-12-29T10:15", "2012-12-29 10:15:00", "29 December 2012 10:15", "10:15, Saturday 29 December 2012"]
)
def test_a_time_without_an_offset_gets_that_of_the_time_zone(text: str):
    assert read_published(text, MOSCOW) == "2012-12-29T10:15:00+04:00"


def test_midnight_is_a_time():
    assert read_published("29 December 2012 00:00 GMT", MOSCOW) == "2012-12-29T00:00:00+00:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "tomorrow",
        "3 days ago",
        "Tuesday",
        "2012",
        "2012-12",
        "December 2012",
        "2012-W52",
        "31 February 2012",
        "2012-02-31",
        "2013-02-29T10:00Z",
        "13/14/2012",
        "29 December, 12",
        "2012-12-29T25:00Z",
        "1356739200",
        "Page 3 of 12, May 2012",
        "29 December 2012 " + "x" * 1_000_000,
    ],
)
def test_what_is_no_whole_calendar_date_is_none(text: str):
    assert read_published(text, UTC) is None


@pytest.mark.parametrize("text", ["01/02/2012", "1-2-2012", "1 2 2012", "03/04/2012 10:15"])
def test_what_could_be_two_dates_is_none(text: str):
    assert read_published(text, UTC) is None


def test_the_day_comes_first_between_full_stops():
    assert read_published("01.02.2012", UTC) == "2012-02-01"


def test_day_and_month_that_are_equal_can_only_be_one_date():
    assert read_published("05/05/2012", UTC) == "2012-05-05"


def test_offsets_of_long_ago_are_written_to_the_minute():
    assert read_published("1800-01-01T12:00", ZoneInfo("Europe/Amsterdam")) == "1800-01-01T12:00:00+00:20"


def test_an_offset_with_seconds_is_written_to_the_minute():
    moment = datetime(2012, 12, 29, 10, tzinfo=timezone(timedelta(hours=3, seconds=31)))
    assert stamp(moment, UTC) == "2012-12-29T10:00:00+03:01"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "9999-12-31T23:59:59", "0001-01-01", "9999-12-31", "0000-01-01"]
)
def test_the_ends_of_the_calendar_raise_nothing(text: str, zone: str):
    published = read_published(text, ZoneInfo(zone))
    assert published is None or PUBLISHED.fullmatch(published)


@given(st.dates(), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a %d %b %Y"]))
def test_every_day_of_the_calendar_is_read(day, notation: str):
    text = day.strftime(notation.replace("%Y", f"{day.year:04}"))  # strftime writes year 12 as 12
    assert read_published(text, UTC) == day.isoformat()


@given(st.text() | st.text(st.sampled_from("0123456789-/:., TZ+DecMay"), max_size=25))
def test_no_text_raises_anything(text: str):
    published = read_published(text, UTC)
    assert published is None or PUBLISHED.fullmatch(published)
