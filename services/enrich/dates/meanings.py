"""What an expression says by itself, before the document is asked: the output of rules, the input of the resolver."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from services.enrich.dates.periods import Period

Direction = Literal["last", "this", "next"]
Anchor = Literal["publication", "antecedent"]


@dataclass(frozen=True, slots=True)
class Written:
    """A value that needs no calendar: a duration, a set, a vague reference. None is a date that can't be."""

    value: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A period of the calendar that the words give in full: "March 5, 1946", "1988", "the 1990s"."""

    period: Period


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A month, or a day of a month, without its year: "March", "Nov. 30", "Friday, Oct. 13"."""

    month: int
    day: int | None = None
    direction: Direction | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day without its month: "on the 25th", "Friday the 13th"."""

    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 0 is Monday; in a direction, the one so many of them away: "two Sundays ago"."""

    number: int
    direction: Direction | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A season, quarter or half of an unnamed year, numbered from 0: "last fall", "the third quarter"."""

    unit: str
    number: int
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A holiday, or "the first Monday of March", of an unnamed year: the ordinal of its day in each year,
    None where that is not known.
    """

    day_in: Callable[[int], int | None]
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after the anchor, at the granularity of the unit: "last year", "three weeks later"."""

    unit: str
    count: int
    anchor: Anchor = "publication"


@dataclass(frozen=True, slots=True)
class ReportedQuarter:
    """The quarter that a text is about, named without its number: "the latest period", "the year-ago quarter"."""

    years_back: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class YearAgo:
    """A year before: before the quarter under report if there is one, else before the anchor."""

    anchor: Anchor = "publication"


@dataclass(frozen=True, slots=True)
class Within:
    """A part, to be sought in a whole: "July last year", "the third quarter of 2005"."""

    part: "MonthDay | DayOfMonth | Slot | NamedDay | Weekday"
    whole: "Meaning"


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week or weekend that holds a day: "the week of May 15"."""

    day: "Meaning"
    unit: str = "week"


@dataclass(frozen=True, slots=True)
class Away:
    """So many days or months from a day that is named with them: "a week from Friday", "a year ago today"."""

    days: int
    day: "Meaning"
    months: int = 0


@dataclass(frozen=True, slots=True)
class Time:
    """A clock time ("T09:30") or part of a day ("TMO"), of the given day or else of the day in focus.

    `shift` moves the day: "last night" and "overnight" belong to the day before.
    """

    suffix: str
    day: "Meaning | None" = None


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Just what was last mentioned: "then", "the same day"."""

    unit: str | None = None


Meaning = (
    Written
    | Stated
    | MonthDay
    | DayOfMonth
    | Weekday
    | Slot
    | NamedDay
    | Shift
    | ReportedQuarter
    | YearAgo
    | Within
    | WeekOf
    | Away
    | Time
    | Antecedent
)
