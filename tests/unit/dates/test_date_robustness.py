"""Whatever the text: no exception, offsets that hold, time linear in the length."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.enrich.dates import find_dates
from services.enrich.dates.classes import CLASSES
from tests.processor_time import processor_seconds

WORDS = """
January may Sept. Friday 12 30 31 1990 '98 0 9999 1914 18 , - – . 's of the end early mid last next this year years
quarter third second half and to until century 9th BC AD a.m. 12:30 25:99 noon night morning yesterday ago later
earlier two hundred thousand twenty 1/2 ½ 2.5 99999999999 12/13/2012 2012-02-30 0000-00-00 2999-12-31 weekend decade
week every daily will met until that summer long from before half ago or so Monday ( 2000-01-01T10:00+01:00
fall spring Christmas Easter Thanksgiving Ramadan Eid al-Fitr Passover Diwali Chinese New Year's Eve 4Q17 FY19 H1FY19
2017-09 2017-W37-5 2017-W53 '65 13th Office Mr. Minutes time year-ago period fiscal now future $5 10% İ 三月 ١٢
"""
KNOWN = sorted({word for members in CLASSES.values() for word in members if not word.startswith("#")})
PIECES = st.sampled_from([*WORDS.split(), *KNOWN, "\n", "\n\n"])
DATES = st.one_of(st.none(), st.dates())


def check(text, published):
    before = 0
    for timex in find_dates(text, published):
        assert before <= timex.start < timex.end <= len(text)
        assert text[timex.start : timex.end] == timex.text
        before = timex.end


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), DATES)
def test_any_unicode_text_gives_sorted_spans_of_itself(text, published):
    check(text, published)


@settings(max_examples=2000, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from((" ", "", "-")), DATES)
def test_any_row_of_date_words_gives_sorted_spans_of_itself(pieces, glue, published):
    check(glue.join(pieces), published)


@pytest.mark.parametrize("published", [datetime.date.min, datetime.date.max])
def test_the_ends_of_the_calendar_are_survived(published):
    check("last year, next century, two thousand years ago, last week, tomorrow, 400 decades later, 9999 BC", published)
    check("Eid al-Fitr, next Passover, last Chinese New Year, Diwali 9999, Orthodox Easter, Friday the 13th", published)


@pytest.mark.parametrize(
    "unit",
    [
        "He said on Friday, May 3, 1998, that sales in the third quarter rose. ",
        "1,",
        "1.1.",
        "two hundred and ",
        "twenty-",
        "-",
        "\n ",
        "$1",
        "May ",
        "the end of the ",
        "1/1/1",
        "a",
        "7",
        "'",
        "12 and ",
        "12/25/1998 ",
        "3/4/1998 ",
        "May 3, two days later. ",
        "In 1936 the river rose in May. ",
        "the day before last Friday ",
        "which will rise in the fall ",
        "from 8 to 10 p.m. ",
        "June, ",
        "Friday, ",
        "Eid al-Fitr, ",
        "Friday the 13th, ",
        "1Q",
        "May 3, 5 and ",
        "first, second, ",
        "1st, 2nd and 3rd centuries ",
    ],
)
def test_ten_times_the_text_takes_at_most_twelve_times_the_time(unit):
    small, large = seconds(unit, 10_000), seconds(unit, 100_000)
    # Below a few milliseconds the clock itself is in the way.
    assert large <= 12 * max(small, 0.004)


def seconds(unit, length):
    text = (unit * (length // len(unit) + 1))[:length]
    return processor_seconds(lambda: find_dates(text, datetime.date(1998, 5, 4)))
