"""The line with place, date and agency that begins a report."""

from datetime import date

import pytest

from services.ingest.dateline import begins_with_dateline, dateline_date

RECEIVED = date(2012, 12, 30)


@pytest.mark.parametrize(
    "body",
    [
        "MOSCOW, Dec 29 (Reuters) - Russia",
        "MOSCOW, Dec. 29 (Xinhua) -- Russia",
        "MOSCOW, December 29 (RIA Novosti) – Russia",
        "MOSCOW, December 29. /TASS/. Russia",
        "MOSCOW, Dec 29, 2012 (AFP) - Russia",
        "HARROWBY, England, Dec. 29 (Nordpress) — Russia",
        "LONDON, 29 December (IRIN) - Britain",
        "New Delhi, Dec 29 (PTI) - India",
    ],
)
def test_the_date_of_a_dateline_is_found(body: str):
    assert dateline_date(body, RECEIVED) == date(2012, 12, 29)


def test_a_stated_year_is_sure_however_long_ago():
    assert dateline_date("MOSCOW, Feb. 3, 1996 (AP) - Russia", RECEIVED) == date(1996, 2, 3)


def test_the_year_before_is_found_at_new_year():
    assert dateline_date("MOSCOW, Dec 29 (Reuters) - Russia", date(2013, 1, 2)) == date(2012, 12, 29)


def test_a_place_may_be_a_day_ahead():
    assert dateline_date("SYDNEY, Jan 1 (Reuters) - Australia", date(2012, 12, 31)) == date(2013, 1, 1)


@pytest.mark.parametrize("day", ["Dec 22", "Jan 1", "Mar 4"])
def test_without_a_year_a_day_outside_the_last_week_is_not_sure(day: str):
    assert dateline_date(f"MOSCOW, {day} (Reuters) - Russia", RECEIVED) is None


@pytest.mark.parametrize(
    "body",
    [
        "MOSCOW (AP) — Russia",
        "MOSCOW, Feb 31 (Reuters) - Russia",
        "MOSCOW, Feb 31, 2012 (Reuters) - Russia",
        "Talks on Dec 29 failed (again).",
        "On 29 December the talks (in Moscow) failed",
        "",
    ],
)
def test_what_states_no_date_has_none(body: str):
    assert dateline_date(body, RECEIVED) is None


def test_a_dateline_needs_no_date():
    assert begins_with_dateline("MOSCOW (AP) — Russia urged talks")


def test_a_headline_is_no_dateline():
    assert not begins_with_dateline("Russia invites Syrian opposition chief (again) for talks")
