"""Intervals of dates, gathered by days, months, years or decades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """By what intervals are gathered."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


_DAYS = {Unit.DAY: 1, Unit.MONTH: 31, Unit.YEAR: 366, Unit.DECADE: 3653}


@dataclass(frozen=True, slots=True)
class Interval:
    """How many dates have just this ISO interval, half-open; `newest` is the key of the article stored last with it."""

    begin: str
    end_before: str
    dates: int
    newest: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """The dates of one period: its name, such as `2012-12` or `2010s`, and their newest interval."""

    period: str
    dates: int
    newest: Interval


class _Period(NamedTuple):
    """Sorts by beginning, the longer first."""

    begin: date
    less_days: int
    name: str


def gather(intervals: Iterable[Interval], unit: Unit) -> list[Gathered]:
    """The periods that have dates, in order; what is longer than the unit is a period of its own, ahead of its parts.

    An interval that is longer than its period is not; a shorter one belongs to the period in which it begins. All
    before the year 1 is `BC`. Intervals that are no ISO dates are left out.
    """
    periods: dict[_Period, list[Interval]] = {}
    for interval in intervals:
        if period := _period(interval, unit):
            periods.setdefault(period, []).append(interval)
    return [
        Gathered(name, sum(each.dates for each in found), max(found, key=lambda each: each.newest))
        for (_, _, name), found in sorted(periods.items())
    ]


def gather_few(intervals: Sequence[Interval], most: int) -> list[Gathered]:
    """The same by the smallest unit that makes at most so many periods, else by decades."""
    choices = [gather(intervals, unit) for unit in Unit]
    return next((periods for periods in choices if len(periods) <= most), choices[-1])


def _period(interval: Interval, unit: Unit) -> _Period | None:
    if interval.begin.startswith(("-", "0000")):
        return _Period(date.min, 0, "BC")
    try:
        first, after = date.fromisoformat(interval.begin[:10]), _day_after(interval.end_before)
    except (ValueError, OverflowError):
        return None
    if (after - first).days <= _DAYS[unit]:
        return _named(first, unit)
    return _Period(first, -(after - first).days, _name(first, after))


def _day_after(end_before: str) -> date:
    """The first day that is wholly after an interval that ends so."""
    day, _, time = end_before.partition("T")
    return date.fromisoformat(day) + timedelta(days=bool(time.strip("0:")))


def _named(day: date, unit: Unit) -> _Period:
    """The day, month, year or decade with that day in it."""
    iso = day.isoformat()
    begin, name = {
        Unit.DAY: (iso, iso),
        Unit.MONTH: (f"{iso[:7]}-01", iso[:7]),
        Unit.YEAR: (f"{iso[:4]}-01-01", iso[:4]),
        Unit.DECADE: (f"{max(day.year // 10 * 10, 1):04}-01-01", f"{iso[:3]}0s"),
    }[unit]
    return _Period(date.fromisoformat(begin), -_DAYS[unit], name)


def _name(first: date, after: date) -> str:
    """Such as `2012`, `2010s`, `1900–1999`, `2012-10`, `2012-10 – 2012-12`, `2012-12-24 – 2012-12-30`."""
    last = after - timedelta(days=1)
    if first.day == after.day == 1:
        if first.month == after.month == 1:
            years = f"{first.year:04}", f"{last.year:04}"
            if years[0] == years[1]:
                return years[0]
            return f"{years[0]}s" if first.year % 10 == 0 and last.year == first.year + 9 else "–".join(years)
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        return f"{first.isoformat()[:7]} – {last.isoformat()[:7]}"
    return f"{first} – {last}"
