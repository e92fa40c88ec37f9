"""Neighbours that are one expression: "10 p.m. Wednesday", "Friday evening", "the third quarter of 1984"."""

from collections.abc import Callable

from services.enrich.dates.expression import Expression
from services.enrich.dates.kinds import (
    AFTER_NOON,
    is_clock,
    is_hour,
    is_part_of_year,
    names_day,
    names_part_of_day,
    names_year,
)
from services.enrich.dates.lexicon import PART_OF_DAY
from services.enrich.dates.meanings import (
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
from services.enrich.dates.tokens import Tokens

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


def _containing(_: Meaning, day: Meaning) -> Meaning:
    return WeekOf(day)


# (left, the words between them, right, how they combine, name)
Join = tuple[
    Callable[[Meaning], bool],
    tuple[tuple[str, ...], ...],
    Callable[[Meaning], bool],
    Callable[[Meaning, Meaning], Meaning],
    str,
]
JOINS: tuple[Join, ...] = (
    (lambda m: isinstance(m, Shift) and m.unit == "week", ((),), names_day, _containing, "week-of-day"),
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
        lambda m: isinstance(m, Shift) and m.unit == "week",
        _within,
        "weekday-of-week",
    ),
)


def join(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions with neighbours joined where they are one."""
    result: list[Expression] = []
    for expression in expressions:
        current = _with_day_part(tokens, expression)
        while result and (joined := _joined(tokens, result[-1], current)) is not None:
            result.pop()
            current = joined
        result.append(current)
    return result


def _joined(tokens: Tokens, left: Expression, right: Expression) -> Expression | None:
    if right.first - left.end > 2:
        return None
    between = tuple(tokens.words[left.end : right.first])
    for takes_left, glue, takes_right, combine, name in JOINS:
        if between in glue and takes_left(left.meaning) and takes_right(right.meaning):
            kind = "TIME" if "TIME" in (left.type, right.type) else "DATE"
            return Expression(
                left.first, right.end, kind, combine(left.meaning, right.meaning), left.mod or right.mod, name
            )
    return None


def _with_day_part(tokens: Tokens, day: Expression) -> Expression:
    """ "Friday evening": the word after a day that names a part of it."""
    part = PART_OF_DAY.get(tokens.word(day.end))
    if part is not None and day.rule == "every-weekday" and isinstance(day.meaning, Written):
        return Expression(day.first, day.end + 1, "SET", Written(f"{day.meaning.value}{part}"), None, day.rule)
    if part is None or not names_day(day.meaning):
        return day
    return Expression(day.first, day.end + 1, "TIME", Time(part, day.meaning), day.mod, f"{day.rule}-part-of-day")
