"""Calendar arithmetic on whole periods, by plain integers, so that no year from BC to 9999 is out of reach.

A period is a unit and the number of that unit since the start of the proleptic Gregorian calendar. Years are
astronomical: 1 BC is year 0, 2 BC is year -1. Days count as `datetime.date.toordinal` does: 0001-01-01, a Monday, is 1.
"""

import datetime
from typing import NamedTuple

SEASONS = ("SP", "SU", "FA", "WI")
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
FINENESS = ("millennium", "century", "decade", "year", "half", "season", "quarter", "month", "weekend", "week", "day")


def day_number(year: int, month: int, day: int) -> int:
    """The ordinal of a civil day (algorithm: days_from_civil, H. Hinnant, 2013)."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 305


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal: the inverse of `day_number`."""
    era, of_era = divmod(number + 305, 146097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


class Period(NamedTuple):
    unit: str
    number: int

    def shift(self, count: int) -> "Period":
        return Period(self.unit, self.number + count)

    def months_away(self, count: int) -> "Period":
        """The day with the same number so many months away, or the last of a month that lacks it."""
        month = self.within("month").shift(count)
        return Period("day", min(month.first_day + civil(self.first_day)[2], month.end_day) - 1)

    @property
    def first_day(self) -> int:
        """Ordinal of its first day."""
        if self.unit == "day":
            return self.number
        if self.unit in ("week", "weekend"):
            return self.number * 7 + (6 if self.unit == "weekend" else 1)
        if self.unit == "season":
            return day_number(self.number // 4, self.number % 4 * 3 + 3, 1)
        month = self.number * MONTHS_IN[self.unit]
        return day_number(month // 12, month % 12 + 1, 1)

    @property
    def end_day(self) -> int:
        """Ordinal of the first day after it."""
        return self.first_day + 2 if self.unit == "weekend" else self.shift(1).first_day

    @property
    def year(self) -> int:
        return self.number // 4 if self.unit == "season" else civil(self.first_day)[0]

    def within(self, unit: str) -> "Period":
        """The period of `unit` that holds the first day of this one."""
        if unit == self.unit:
            return self
        if self.unit == "season" and FINENESS.index(unit) <= FINENESS.index("year"):
            return of_year(self.number // 4).within(unit)
        return holding(self.first_day, unit)

    def is_finer_than(self, unit: str) -> bool:
        return FINENESS.index(self.unit) > FINENESS.index(unit)

    @property
    def value(self) -> str | None:
        """The TIMEX3 value; None for a year that four digits can't write."""
        year, month, day = civil(self.first_day)
        if self.unit in ("week", "weekend"):
            year = civil(self.number * 7 + 4)[0]
            week = self.number - (day_number(year, 1, 4) - 1) // 7 + 1
            tail = f"-W{week:02d}" + ("-WE" if self.unit == "weekend" else "")
        else:
            tail = {
                "day": f"-{month:02d}-{day:02d}",
                "month": f"-{month:02d}",
                "quarter": f"-Q{self.number % 4 + 1}",
                "half": f"-H{self.number % 2 + 1}",
                "season": f"-{SEASONS[self.number % 4]}",
            }.get(self.unit, "")
        if not -9998 <= year <= 9999:
            return None
        written = f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"
        if self.unit in ("decade", "century", "millennium"):
            return _truncated(self)
        return written + tail


def _truncated(period: Period) -> str:
    """`198`, `19`, `2`: as many digits of the year as the unit fixes; BC by the digits of its BC years."""
    digits = {"decade": 3, "century": 2, "millennium": 1}[period.unit]
    return f"{period.number:0{digits}d}" if period.number >= 0 else f"BC{-period.number - 1:0{digits}d}"


def holding(day: int, unit: str) -> Period:
    """The period of `unit` that holds a day, given by its ordinal."""
    if unit == "day":
        return Period(unit, day)
    if unit in ("week", "weekend"):
        return Period(unit, (day - 1) // 7)
    year, month, _ = civil(day)
    if unit == "season":
        return Period(unit, year * 4 + (month - 3) // 3)
    return Period(unit, (year * 12 + month - 1) // MONTHS_IN[unit])


def of_date(date: datetime.date) -> Period:
    return Period("day", date.toordinal())


def of_year(year: int) -> Period:
    return Period("year", year)


def of_month(year: int, month: int) -> Period:
    return Period("month", year * 12 + month - 1)


def of_day(year: int, month: int, day: int) -> Period | None:
    """The day, or None where the calendar has no such day (30 February)."""
    if not (1 <= month <= 12 and day >= 1):
        return None
    number = day_number(year, month, day)
    return Period("day", number) if civil(number) == (year, month, day) else None
