"""Neighbours that are one expression: "10 p.m. Wednesday", "Friday evening", "the third quarter of 1984"."""

from collections.abc import Callable

from services.enrich.dates.beside import of_every, with_day_part, with_neighbour_day, with_part_of_next
from services.enrich.dates.coordination import COORDINATED
from services.enrich.dates.expression import Expression
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
from services.enrich.dates.tokens import Tokens

NOON, SMALL_HOURS = 12, 5  # hours
LONGEST_LINK = 3  # tokens: ", and the"
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


def join(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions with neighbours joined where they are one."""
    result: list[Expression] = []
    for expression in expressions:
        floor = result[-1].end if result else 0
        if expression.first < floor:
            continue  # the part of the day that the day before it took in
        current = with_neighbour_day(tokens, with_day_part(tokens, expression), floor)
        while result and (joined := _joined(tokens, result[-1], current)) is not None:
            result.pop()
            current = joined
            _share_year(joined, result)
        if result and current.type == "SET":
            result[-1] = with_part_of_next(tokens, result[-1], current)
        elif result:
            current = of_every(tokens, result[-1], current)
        result.append(current)
    return result


def _share_year(joined: Expression, before: list[Expression]) -> None:
    """The second quarter of "the second and fourth quarters of 2021" is of 2021 too."""
    if not isinstance(joined.meaning, Within):
        return
    first = joined.first
    for expression in reversed(before):
        apart = first - expression.end > LONGEST_LINK or not expression.rule.endswith(COORDINATED)
        if apart or not isinstance(expression.meaning, Slot):
            return
        expression.meaning, first = Within(expression.meaning, joined.meaning.whole), expression.first


def _joined(tokens: Tokens, left: Expression, right: Expression) -> Expression | None:
    if right.first - left.end > 2:
        return None
    between = tuple(tokens.words[left.end : right.first])
    for takes_left, glue, takes_right, combine, name in JOINS:
        if combine is _away and tokens.word(left.first - 1) == "for":
            continue  # "for two weeks from Monday" is as long
        if between in glue and takes_left(left.meaning) and takes_right(right.meaning):
            kind = "TIME" if "TIME" in (left.type, right.type) else "DATE"
            return Expression(
                left.first, right.end, kind, combine(left.meaning, right.meaning), left.mod or right.mod, name
            )
    return None
