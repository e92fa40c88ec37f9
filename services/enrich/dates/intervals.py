"""From a TIMEX3 value to the half-open calendar interval that it covers."""

import re

from services.enrich.dates.periods import SEASONS, Period, civil, day_number, holding, of_day, of_year

Interval = tuple[str | None, str | None]
NOWHERE: Interval = (None, None)
CALENDAR = re.compile(
    r"(?P<bc>BC)?(?P<year>\d{1,4})"
    r"(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?))?"
    r"(?:T(?:(?P<hour>\d\d)(?::(?P<minute>\d\d))?(?::(?P<second>\d\d))?|(?P<part>MO|MI|AF|EV|NI|DT)))?"
)
PARTS_OF_YEAR = {
    "month": tuple(f"{month:02d}" for month in range(1, 13)),
    "quarter": ("1", "2", "3", "4"),
    "half": ("1", "2"),
    "season": SEASONS,
}
# Hours, half-open, of the parts of the day; night reaches into the next day.
HOURS = {"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (18, 24), "NI": (20, 30), "DT": (6, 18)}


def interval(value: str | None) -> Interval:
    """ISO dates, or local date-times for times of day; (None, None) for what doesn't lie on the calendar.

    Years before 1 are written as ISO 8601 does with a sign: 490 BC is -0489. An end after 9999 is open (None).
    """
    found = CALENDAR.fullmatch(value) if value else None
    if found is None:
        return NOWHERE
    period = _period(found)
    if period is None:
        return NOWHERE
    if found["part"]:
        first, last = HOURS[found["part"]]
        return _moment(period.first_day, first * 3600), _moment(period.first_day, last * 3600)
    if found["hour"]:
        hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
        begin = hour * 3600 + minute * 60 + second
        size = 1 if found["second"] else 60 if found["minute"] else 3600
        return _moment(period.first_day, begin), _moment(period.first_day, begin + size)
    return _date(period.first_day), _date(period.end_day)


def _period(found: re.Match[str]) -> Period | None:
    digits = found["year"]
    if len(digits) < 4:
        unit = {3: "decade", 2: "century", 1: "millennium"}[len(digits)]
        return Period(unit, -int(digits) - 1 if found["bc"] else int(digits)) if not found["month"] else None
    year = 1 - int(digits) if found["bc"] else int(digits)
    if found["week"]:
        unit = "weekend" if found["weekend"] else "week"
        return Period(unit, holding(day_number(year, 1, 4), "week").number + int(found["week"]) - 1)
    if found["day"]:
        return of_day(year, int(found["month"]), int(found["day"]))
    for unit, names in PARTS_OF_YEAR.items():
        if found[unit]:
            return Period(unit, year * len(names) + names.index(found[unit]))
    return of_year(year)


def _date(day: int) -> str | None:
    year, month, of_month_ = civil(day)
    if year > 9999:
        return None
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{of_month_:02d}"


def _moment(day: int, seconds: int) -> str | None:
    days, seconds = divmod(seconds, 86400)
    date = _date(day + days)
    return f"{date}T{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if date else None
