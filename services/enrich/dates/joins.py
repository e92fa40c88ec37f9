"""Neighbours that are one expression: "10 p.m. Wednesday", "Friday evening", "the third quarter of 2005"."""

from collections.abc import Callable

from services.enrich.dates.kinds import (
    AFTER_NOON,
    DAYS_LONG,
    is_clock,
    is_deictic_day,
    is_hour,
    is_part_of_year,
    is_past_week,
    is_week,
    names_day,
    names_days,
    names_part_of_day,
    names_weeks,
    names_year,
)
from services.enrich.dates.meanings import (
    Away,
    Meaning,
    MonthDay,
    NamedDay,
    Shift,
    Slot,
    Time,
    Weekday,
    WeekOf,
    Within,
    Written,
)

NOON, SMALL_HOURS = 12, 5  # hours
POSSESSIVE = ("'s", "’s", "'", "’")


def _time_on_day(left: Meaning, right: Meaning) -> Meaning:
    assert isinstance(left, Time)
    return Time(left.suffix, right)


def _clock_in_part(clock: Meaning, part: Meaning) -> Meaning:
    """ "8:30 Tuesday night" is in the evening, whether it says p.m. or not."""
    assert isinstance(clock, Time) and isinstance(part, Time)
    hour = int(clock.suffix[1:3])
    is_late = part.suffix in AFTER_NOON and SMALL_HOURS <= hour < NOON
    return Time(f"T{hour + NOON}{clock.suffix[3:]}" if is_late else clock.suffix, part.day)


def _within(part: Meaning, whole: Meaning) -> Meaning:
    assert isinstance(part, Slot | NamedDay | MonthDay | Weekday)
    return Within(part, whole)


def _away(length: Meaning, day: Meaning) -> Meaning:
    found = DAYS_LONG.fullmatch(length.value or "") if isinstance(length, Written) else None
    assert found is not None
    return Away(int(found[1]) * (7 if found[2] == "W" else 1), day)


def _containing(week: Meaning, day: Meaning) -> Meaning:
    assert isinstance(week, Shift)
    return WeekOf(day, week.unit)


# (left, the words between them, right, how they combine, name)
Join = tuple[
    Callable[[Meaning], bool],
    tuple[tuple[str, ...], ...],
    Callable[[Meaning], bool],
    Callable[[Meaning, Meaning], Meaning],
    str,
]
JOINS: tuple[Join, ...] = (
    (lambda m: is_week(m) and not is_past_week(m), ((),), names_day, _containing, "week-of-day"),
    (
        is_past_week,
        ((),),
        lambda m: isinstance(m, Weekday),
        lambda week, day: _within(day, week),
        "weekday-of-week",
    ),
    (names_days, (("from",),), is_deictic_day, _away, "away"),
    (names_weeks, (("on",),), lambda m: isinstance(m, Weekday), _away, "away"),
    (lambda m: isinstance(m, Shift) and m.unit == "weekend", (("of",),), names_day, _containing, "weekend-of-day"),
    (is_clock, ((), (",",), ("of",)), names_day, _time_on_day, "time-on-day"),
    (is_hour, ((), (",",), ("on",)), names_part_of_day, _clock_in_part, "time-in-day-part"),
    (
        names_part_of_day,
        (("at",), (",",)),
        is_hour,
        lambda part, clock: _clock_in_part(clock, part),
        "day-part-at-time",
    ),
    (names_day, ((), ("at",), (",",)), is_clock, lambda day, time: _time_on_day(time, day), "day-at-time"),
    (is_part_of_year, ((), ("of",), ("in",), (",",)), names_year, _within, "part-of-year"),
    (
        names_year,
        tuple((word,) for word in POSSESSIVE),
        is_part_of_year,
        lambda whole, part: _within(part, whole),
        "years-part",
    ),
    (
        lambda m: isinstance(m, Weekday),
        ((), ("of",)),
        is_week,
        _within,
        "weekday-of-week",
    ),
)
