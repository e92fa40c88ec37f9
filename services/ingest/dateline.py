"""The line with place, date and agency that begins a report: "MOSCOW, Dec 29 (Reuters) - "."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?P<month>{_MONTH}) (?P<day>\d\d?)|(?P<day_first>\d\d?) (?P<month_second>{_MONTH})"
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][^\n()/\d]{1,60}?"
    rf"(?:, (?P<when>(?:{_DAY})(?:,? (?P<year>\d{{4}}))?)[,.]?)?"
    r" ?(?:\([^()\n]{2,40}\) ?[-–—:]|/[^/\n]{2,40}/)"
)
_LONGEST = 150  # characters
_A_WEEK = timedelta(days=7)
_A_DAY = timedelta(days=1)


def begins_with_dateline(text: str) -> bool:
    """Whether a text begins with a place and an agency, with or without a date."""
    return _DATELINE.match(text[:_LONGEST]) is not None


def dateline_date(body: str, received: date) -> date | None:
    """The date in the dateline that begins a body, if it is sure.

    A date without a year is, if it lies in the week before the day of receipt or on the day after it (places ahead of
    us): in a live feed. In an older article nothing says which year was meant.
    """
    match = _DATELINE.match(body[:_LONGEST])
    if match is None or match["when"] is None:
        return None
    month = _MONTHS.index((match["month"] or match["month_second"])[:3].lower()) + 1
    day = int(match["day"] or match["day_first"])
    if match["year"]:
        return _calendar_date(int(match["year"]), month, day)
    for year in (received.year - 1, received.year, received.year + 1):
        found = _calendar_date(year, month, day)
        if found and -_A_DAY <= received - found <= _A_WEEK:
            return found
    return None


def _calendar_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
