"""Names that recur every week or year, sought near what the passage is about: "Friday", "March", "last fall"."""

from services.enrich.dates.context import Context
from services.enrich.dates.direction import year_near
from services.enrich.dates.meanings import DayOfMonth, Direction, MonthDay, NamedDay, Slot, Stated, Within
from services.enrich.dates.periods import Period, civil, of_day, of_month
from services.enrich.dates.tense import tense

SLOTS_A_YEAR = {"season": 4, "quarter": 4, "half": 2}
FAR_AHEAD = 60  # days; so near ahead, a past verb tells of the announcement more often than of the date
PASSAGE = 5  # dates
PASSAGE_FADE = 0.8
AHEAD_WEIGHT = 1.0
ASIDE = 300  # days
BACKWARD = 150  # days that a step back counts for: a story goes forward
YEARS_ROUND = 8  # a 29 February is at most so far away
RANGE_LINKS = (["to"], ["through"], ["until"], ["till"], ["-"], ["–"], ["and"])


def in_year(name: MonthDay | Slot | NamedDay, year: int) -> Period | None:
    """The period of that name in a year; None for a day that the year lacks."""
    match name:
        case MonthDay(month, day):
            return of_month(year, month) if day is None else of_day(year, month, day)
        case NamedDay(day_in):
            return Period("day", day_in(year))
        case Slot(unit, number):
            return Period(unit, year * SLOTS_A_YEAR[unit] + number)


def resolve_name(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The year nearest to the reference, unless a word or the verb's tense says which side."""
    bounded = _before_stated_end(name, context)
    if bounded is not None:
        return bounded
    near = context.anchored(context.reference())
    if near is None:
        return None
    if context.focus.is_story and context.focus.passage and name.direction is None:
        in_passage = _in_passage(name, context)
        if in_passage is not None:
            return in_passage
    candidates = [
        period
        for year in range(near.year - YEARS_ROUND, near.year + YEARS_ROUND + 1)
        if (period := in_year(name, year)) is not None
    ]
    if not near.is_finer_than("year"):
        return in_year(name, near.year) or year_near(candidates, near, None)
    direction = name.direction or _direction(name, near, context)
    nearest = year_near(candidates, near, direction)
    far_ahead = nearest.first_day > near.first_day + FAR_AHEAD and direction is None and not context.focus.is_story
    if far_ahead and tense(context.tokens, context.expression) == "last":
        return year_near(candidates, near, "last")
    return nearest


def _in_passage(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The one nearest to the dates around it."""
    around = [mention.period.year for mention in context.focus.passage[-PASSAGE:]]
    if context.ahead:
        around.append(context.ahead.year)
    years = {year + step for year in around for step in (-1, 0, 1)}
    candidates = [period for year in sorted(years) if (period := in_year(name, year)) is not None]
    return min(candidates, key=lambda period: _distance_from_passage(period, context), default=None)


def _distance_from_passage(candidate: Period, context: Context) -> float:
    """Days between a candidate and the last few dates of the passage and the next one, each counted up to a cap.

    The cap keeps one aside into another year from carrying the passage with it.
    """
    distance = min(_days_apart(candidate, context.ahead), ASIDE) * AHEAD_WEIGHT if context.ahead else 0.0
    if candidate.end_day <= context.focus.passage[-1].period.first_day:
        distance += BACKWARD
    for age, mention in enumerate(reversed(context.focus.passage[-PASSAGE:])):
        distance += min(_days_apart(candidate, mention.period), ASIDE) * PASSAGE_FADE**age
    return distance


def _days_apart(one: Period, other: Period) -> int:
    return max(one.first_day - other.end_day, other.first_day - one.end_day, 0)


def _direction(name: MonthDay | Slot | NamedDay, near: Period, context: Context) -> Direction | None:
    """A quarter is the running or the one just finished; of the others the verb tells, or which is nearer."""
    if not isinstance(name, Slot) or name.unit == "season":
        return None
    slots = SLOTS_A_YEAR[name.unit]
    running = near.within(name.unit).number % slots
    if running == name.number:
        return "this"
    ahead = (name.number - running) % slots
    if ahead == slots - 1 and (slots > 2 or running):
        return "last"
    told = tense(context.tokens, context.expression)
    return "next" if told == "next" or (told is None and ahead == 1) else "last"


def _before_stated_end(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """ "from May 15 to August 16, 1988": the year that the end of a range gives to its begin."""
    end = context.following
    if end is None or not isinstance(name, MonthDay):
        return None
    if context.tokens.words[context.expression.end : end.first] not in RANGE_LINKS:
        return None
    match end.meaning:
        case Stated(last) if last.unit in ("day", "month"):
            year, month, _ = civil(last.first_day)
        case Within(MonthDay(month), Stated(whole)):
            year = whole.year
        case _:
            return None
    context.expression.anchor = context.tokens.starts[end.first]
    return in_year(name, year if name.month <= month else year - 1)


def resolve_day_of_month(name: DayOfMonth, context: Context) -> Period | None:
    """In the month last mentioned, or the one of publication."""
    near = context.anchored(context.focus.last_with("month") or context.published)
    if near is None:
        return None
    year, month, _ = civil(near.first_day)
    return of_day(year, month, name.day)
