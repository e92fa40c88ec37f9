"""Each date says what it was resolved against, and which rule read it."""

from datetime import date

from services.enrich.dates import find_dates

PUBLISHED = date(2012, 12, 29)


def test_a_date_relative_to_publication_says_so():
    (found,) = find_dates("They met on Friday.", PUBLISHED)
    assert (found.value, found.anchor, found.rule) == ("2012-12-28", "publication", "weekday")


def test_a_date_that_hangs_on_another_names_the_offset_where_that_one_begins():
    text = "The war began on 3 May 1982. Two days later the fleet sailed."
    first, second = find_dates(text, PUBLISHED)
    assert second.value == "1982-05-05"
    assert second.anchor == first.start == text.index("3 May")


def test_a_date_that_says_all_hangs_on_nothing():
    (found,) = find_dates("It opened on 3 May 1982.", PUBLISHED)
    assert found.anchor is None
    assert found.rule == "day-month"


def test_every_date_names_its_rule():
    found = find_dates(
        "In the 1990s, early last week and again two hours ago, all year, every Monday at noon.", PUBLISHED
    )
    assert len(found) > 4
    assert all(each.rule for each in found)
