"""What kind of time a meaning is: the questions that joining neighbours asks."""

import re

from services.enrich.dates.meanings import (
    Antecedent,
    Away,
    DayOfMonth,
    Meaning,
    MonthDay,
    NamedDay,
    Shift,
    Slot,
    Stated,
    Time,
    Weekday,
    Written,
)

DAYS_LONG = re.compile(r"P(\d{1,4})([DW])")
AFTER_NOON = {"TAF", "TEV", "TNI"}


def names_day(meaning: Meaning) -> bool:
    """Whether it is a single day."""
    match meaning:
        case Stated(period):
            return period.unit == "day"
        case MonthDay(_, day):
            return day is not None
        case Shift(unit, _, _):
            return unit == "day"
        case Away() | Weekday() | NamedDay() | DayOfMonth():
            return True
        case _:
            return False


def names_year(meaning: Meaning) -> bool:
    match meaning:
        case Stated(period):
            return period.unit == "year"
        case Shift(unit, _, _):
            return unit == "year"
        case _:
            return False


def names_days(meaning: Meaning) -> bool:
    """Whether it is a length of whole days or weeks."""
    return isinstance(meaning, Written) and DAYS_LONG.fullmatch(meaning.value or "") is not None


def names_weeks(meaning: Meaning) -> bool:
    return isinstance(meaning, Written) and names_days(meaning) and str(meaning.value).endswith("W")


def is_deictic_day(meaning: Meaning) -> bool:
    """Whether it is a weekday, or "today" and its kin."""
    return isinstance(meaning, Weekday) or (isinstance(meaning, Shift) and meaning.unit == "day")


def is_week(meaning: Meaning) -> bool:
    """Whether it is a week by its distance: "last week", "a week ago"."""
    return isinstance(meaning, Shift) and meaning.unit == "week"


def is_past_week(meaning: Meaning) -> bool:
    return isinstance(meaning, Shift) and meaning.unit == "week" and meaning.count < 0


def is_clock(meaning: Meaning) -> bool:
    return isinstance(meaning, Time) and (meaning.day is None or isinstance(meaning.day, Antecedent))


def is_hour(meaning: Meaning) -> bool:
    """Whether it is a time by the clock, without its day."""
    return is_clock(meaning) and isinstance(meaning, Time) and meaning.suffix[1:2].isdigit()


def names_part_of_day(meaning: Meaning) -> bool:
    """Whether it is a part of a named day: "Tuesday night"."""
    return isinstance(meaning, Time) and meaning.suffix in AFTER_NOON | {"TMO"} and meaning.day is not None


def is_part_of_year(meaning: Meaning) -> bool:
    return isinstance(meaning, Slot | NamedDay | MonthDay)
