"""The year or week that a bare name means, by its side of the reference or by nearness."""

from services.enrich.dates.meanings import Direction, MonthDay, NamedDay, Slot
from services.enrich.dates.periods import Period, holding, of_day, of_month

SLOTS_A_YEAR = {"season": 4, "quarter": 4, "half": 2}
WINTER = 3


def in_year(name: MonthDay | Slot | NamedDay, year: int) -> Period | None:
    """The period of that name in a year; None for a day that the year lacks."""
    match name:
        case MonthDay(month, day):
            return of_month(year, month) if day is None else of_day(year, month, day)
        case NamedDay(day_in):
            number = day_in(year)
            return None if number is None else Period("day", number)
        case Slot(unit, number):
            return Period(unit, year * SLOTS_A_YEAR[unit] + number)


def weekday_near(number: int, reference: int, direction: Direction | None) -> int:
    """The ordinal of a weekday: the same day or the last one, unless the direction is "next"."""
    ago = (reference - 1 - number) % 7
    if direction == "next":
        return reference + (7 - ago) % 7
    return reference - (ago or 7 if direction == "last" else ago)


def year_near(candidates: list[Period], reference: Period, direction: Direction | None) -> Period | None:
    """Among the same name in several years: the nearest, or the last before, or the next after the reference."""
    if not candidates:
        return None
    here = holding(reference.first_day, candidates[0].unit)
    if direction == "last":
        return max((c for c in candidates if c.number < here.number), default=None, key=lambda c: c.number)
    if direction == "next":
        return min((c for c in candidates if c.number > here.number), default=None, key=lambda c: c.number)
    is_winter = here.unit == "season" and candidates[0].number % 4 == WINTER  # "this winter" may have begun last year
    if direction == "this" and not is_winter:
        return next((c for c in candidates if c.year == reference.year), None)
    middle = (reference.first_day + reference.end_day) // 2
    return min(candidates, key=lambda c: abs((c.first_day + c.end_day) // 2 - middle))
