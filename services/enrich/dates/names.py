"""Names that recur every week or year, sought near what the passage is about: "Friday", "March", "last fall"."""

from services.enrich.dates.context import Context
from services.enrich.dates.direction import SLOTS_A_YEAR, in_year, year_near
from services.enrich.dates.meanings import DayOfMonth, Direction, MonthDay, NamedDay, Slot
from services.enrich.dates.passage import in_passage
from services.enrich.dates.periods import Period, civil, of_day
from services.enrich.dates.tense import is_still_to_come, tense
from services.enrich.dates.year_beside import year_beside

FAR = 60  # days; nearer than that, a verb tells of the announcement more often than of the date
A_YEAR_OR_TWO = 2  # the name is at most so far away, and its weekday in the year beside that
MONTHS_ROUND = 15  # a Friday the 13th is at most so far away
LEAP_YEARS_APART = 8  # but a 29 February at most so far
OF_TEXT = frozenset(("that", "following", "previous", "preceding"))  # "that summer" is of the year last spoken of


def resolve_name(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The year nearest to the reference, unless a word or the verb's tense says which side."""
    bounded = year_beside(name, context)
    if bounded is not None:
        return bounded
    published = context.published
    of_text = bool(OF_TEXT.intersection(context.tokens.words[context.expression.first : context.expression.first + 2]))
    near = context.anchored(context.antecedent("year") if of_text else context.reference())
    if near is None:
        return None
    is_deictic = name.direction == "last" and not of_text
    if (
        published is not None
        and context.focus.is_story
        and (is_deictic or is_still_to_come(context.tokens, context.expression))
    ):
        near = context.anchored(published) or near
    elif context.focus.is_story and context.focus.passage and name.direction is None:
        found = in_passage(name, context)
        if found is not None:
            return found
    return _near(name, near, context)


def _near(name: MonthDay | Slot | NamedDay, near: Period, context: Context) -> Period | None:
    candidates = _in_years_around(name, near.year, A_YEAR_OR_TWO)
    if len(candidates) <= A_YEAR_OR_TWO:
        candidates = _in_years_around(name, near.year, LEAP_YEARS_APART)
    if not near.is_finer_than("year"):
        step = {"next": 1, "last": -1}.get(name.direction or "this", 0)
        return in_year(name, near.year + step) or year_near(candidates, near, None)
    direction = name.direction or _direction(name, near, context)
    nearest = year_near(candidates, near, direction)
    if nearest is None:
        return None
    if isinstance(name, MonthDay) and name.weekday is not None:
        return _on_weekday(name.weekday, nearest, candidates)
    if direction is None and context.expression.anchor == "publication":
        is_far_ahead = nearest.first_day > near.first_day + (0 if _begins_sentence(context) else FAR)
        is_long_ago = nearest.end_day < near.first_day - FAR
        other_side: Direction = "last" if is_far_ahead else "next"
        if (is_far_ahead or is_long_ago) and tense(context.tokens, context.expression) == other_side:
            return year_near(candidates, near, other_side)
    return nearest


def _begins_sentence(context: Context) -> bool:
    """ "In January, gunmen had killed 17": its verb is of the month itself."""
    first = context.expression.first
    return first <= context.tokens.sentence_span(first)[0] + 1


def _in_years_around(name: MonthDay | Slot | NamedDay, middle: int, reach: int) -> list[Period]:
    years = range(middle - reach, middle + reach + 1)
    return [period for year in years if (period := in_year(name, year)) is not None]


def _on_weekday(weekday: int, nearest: Period, candidates: list[Period]) -> Period:
    """The one next to the nearest that falls on the weekday, if the nearest doesn't."""
    fitting = [day for day in candidates if (day.number - 1) % 7 == weekday and abs(day.year - nearest.year) <= 1]
    return nearest if nearest in fitting or not fitting else fitting[0]


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


def resolve_day_of_month(name: DayOfMonth, context: Context) -> Period | None:
    """In the month last mentioned, or the one of publication; with a weekday, in the nearest month where both agree."""
    near = context.anchored(context.focus.last_with("month") or context.published)
    if near is None:
        return None
    month = near.within("month")
    reach = 1 if name.weekday is None else MONTHS_ROUND
    months = (month.shift(step * side) for step in range(reach) for side in (-1, 1))
    days = (of_day(*civil(each.first_day)[:2], name.day) for each in months)
    fitting = (day for day in days if day and name.weekday in (None, (day.number - 1) % 7))
    return next(fitting, None)
