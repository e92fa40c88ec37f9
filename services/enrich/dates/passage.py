"""The year of a bare name in a story: that of the passage around it."""

from services.enrich.dates.context import Context
from services.enrich.dates.direction import in_year
from services.enrich.dates.meanings import MonthDay, NamedDay, Slot
from services.enrich.dates.periods import Period

PASSAGE = 5  # dates
FADE = 0.65
AHEAD_WEIGHT = 0.5
SAME_YEAR_WEIGHT = 0.5
ASIDE = 300  # days
BACKWARD = 250  # days that a step back counts for: a story goes forward
DEADLINES = ("until", "till", "through")


def in_passage(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The one nearest to the dates around it."""
    around = [mention.period.year for mention in context.focus.passage[-PASSAGE:]]
    if context.ahead:
        around.append(context.ahead.year)
    years = {year + step for year in around for step in (-1, 0, 1)}
    candidates = [period for year in sorted(years) if (period := in_year(name, year)) is not None]
    if context.tokens.word(context.expression.first - 1) in DEADLINES:
        begin = context.focus.passage[-1].period.first_day
        candidates = [period for period in candidates if period.end_day > begin]
    return min(candidates, key=lambda period: _distance(period, context), default=None)


def _distance(candidate: Period, context: Context) -> float:
    """Days between a candidate and the last few dates of the passage and the next one, each counted up to a cap.

    The cap keeps one aside into another year from carrying the passage with it.
    """
    distance = _days_apart(candidate, context.ahead) * AHEAD_WEIGHT if context.ahead else 0.0
    if candidate.end_day <= context.focus.passage[-1].period.first_day:
        distance += BACKWARD
    if len(context.focus.passage) == 1 and _is_out_of_year(candidate, context.focus.passage[0].period):
        distance += ASIDE
    for age, mention in enumerate(reversed(context.focus.passage[-PASSAGE:])):
        distance += _days_apart(candidate, mention.period) * FADE**age
    return distance


def _is_out_of_year(candidate: Period, said: Period) -> bool:
    """Whether it isn't in the year with which the story begins: "the revolt of 1857 began in May"."""
    return said.unit == "year" and candidate.year != said.year


def _days_apart(one: Period, other: Period) -> float:
    """Up to a cap; days of the same year count less, as a year once named is that of the bare months after it."""
    days = max(one.first_day - other.end_day, other.first_day - one.end_day, 0)
    return min(days * SAME_YEAR_WEIGHT if one.year == other.year else days, ASIDE)
