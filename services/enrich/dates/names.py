"""Names that recur every week or year, sought near what the passage is about: "Friday", "March", "last fall"."""

from services.enrich.dates.context import Context
from services.enrich.dates.direction import SLOTS_A_YEAR, in_year, year_near
from services.enrich.dates.lexicon import MONTHS
from services.enrich.dates.meanings import DayOfMonth, Direction, MonthDay, NamedDay, Shift, Slot, Stated, Within
from services.enrich.dates.passage import in_passage
from services.enrich.dates.periods import Period, civil, of_day
from services.enrich.dates.tense import is_still_to_come, tense

FAR = 60  # days; nearer than that, a verb tells of the announcement more often than of the date
YEARS_ROUND = 8  # a 29 February is at most so far away
OF_TEXT = frozenset(("that", "following", "previous", "preceding"))  # "that summer" is of the year last spoken of
APPOSED = ([","], [",", "on"], ["on"], [",", "in"], ["("])
LISTING = (",", "and", "or")
LONGEST_LIST = 12  # tokens
RANGE_LINKS = (["to"], ["through"], ["until"], ["till"], ["-"], ["–"], ["and"])


def resolve_name(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The year nearest to the reference, unless a word or the verb's tense says which side."""
    bounded = (
        _before_stated_end(name, context)
        or _listed_before_year(name, context)
        or _beside_distance(name, context)
        or _in_opening_year(name, context)
    )
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


def _near(name: MonthDay | Slot | NamedDay, near: Period, context: Context) -> Period:
    candidates = [
        period
        for year in range(near.year - YEARS_ROUND, near.year + YEARS_ROUND + 1)
        if (period := in_year(name, year)) is not None
    ]
    if not near.is_finer_than("year"):
        step = {"next": 1, "last": -1}.get(name.direction or "this", 0)
        return in_year(name, near.year + step) or year_near(candidates, near, None)
    direction = name.direction or _direction(name, near, context)
    nearest = year_near(candidates, near, direction)
    if isinstance(name, MonthDay) and name.weekday is not None:
        return _on_weekday(name.weekday, nearest, candidates)
    if direction is None and context.expression.anchor == "publication":
        told = tense(context.tokens, context.expression)
        is_far_ahead = nearest.first_day > near.first_day + FAR
        is_long_ago = nearest.end_day < near.first_day - FAR
        if (told == "last" and is_far_ahead) or (told == "next" and is_long_ago):
            return year_near(candidates, near, told)
    return nearest


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


def _beside_distance(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """ "Five days earlier, on Sept. 11": the one nearest to where the distance leads."""
    said = context.previous
    if said is None or said.period is None or not isinstance(said.meaning, Shift) or not isinstance(name, MonthDay):
        return None
    if said.meaning.anchor != "antecedent" or context.tokens.words[said.end : context.expression.first] not in APPOSED:
        return None
    years = (said.period.year - 1, said.period.year, said.period.year + 1)
    candidates = [period for year in years if (period := in_year(name, year)) is not None]
    context.expression.anchor = context.tokens.starts[said.first]
    return year_near(candidates, said.period, None) if candidates else None


def _in_opening_year(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """ "In 1936 the river rose in May": the year that the sentence began with."""
    opening = context.focus.opening
    if opening is None or name.direction is not None:
        return None
    if context.tokens.sentence(context.expression.first) != opening.sentence:
        return None
    year = context.anchored(opening.year)
    return in_year(name, year.year) if year else None


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
        case Within(MonthDay(month), Shift("year", count, "publication")) if context.published is not None:
            year = context.published.period.year + count
        case _:
            return None
    context.expression.anchor = context.tokens.starts[end.first]
    return in_year(name, year if name.month <= month else year - 1)


def _listed_before_year(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The June of "in June, July and August 2021"."""
    tokens = context.tokens
    if not isinstance(name, MonthDay) or name.day is not None:
        return None
    last = 0
    for index in range(context.expression.end, context.expression.end + LONGEST_LIST):
        if tokens.word(index) not in MONTHS and tokens.word(index) not in LISTING:
            break
        last = index if tokens.word(index) in MONTHS else last
    if not last or tokens.keys[last + 1 : last + 2] != ["#year"]:
        return None
    context.expression.anchor = tokens.starts[last]
    return in_year(name, int(tokens.words[last + 1]) - (name.month > MONTHS[tokens.words[last]]))


def resolve_day_of_month(name: DayOfMonth, context: Context) -> Period | None:
    """In the month last mentioned, or the one of publication."""
    near = context.anchored(context.focus.last_with("month") or context.published)
    if near is None:
        return None
    year, month, _ = civil(near.first_day)
    return of_day(year, month, name.day)
