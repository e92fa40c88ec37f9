"""Days of the week: "Friday", "last Tuesday", "Monday through Friday"."""

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.context import Context
from services.enrich.dates.direction import weekday_near
from services.enrich.dates.focus import REACH
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Direction, MonthDay, Stated, Weekday
from services.enrich.dates.names import resolve_name
from services.enrich.dates.periods import Period
from services.enrich.dates.tense import tense
from services.enrich.dates.year_beside import RANGE_LINKS

DAYS_BACK = 3  # a weekday longer ago than this is nearer ahead
# "Monday's ruling" has been, whatever a verb says of its consequences; "Monday's game" may be to come.
PAST_EVENTS = words(
    "announcement attack attacks blast bombing bombings close closing collapse crash decision defeat explosion killing "
    "killings loss massacre murder raid ruling shooting shootings statement verdict victory win"
)


def resolve_weekday(weekday: Weekday, context: Context) -> Period | None:
    """The same day or the last of that name, unless the governing verb looks ahead or a date stands beside it."""
    beside = _date_beside(weekday.number, context) or _day_just_named(weekday.number, context)
    if beside is not None:
        return beside
    reference = context.reference(deictic=True)
    if weekday.direction in ("last", "next") and context.tokens.word(context.expression.first) == "the":
        reference = context.antecedent("day")
    if reference is None or reference.period.unit != "day":
        reference = context.focus.last_with("day") or context.published
    near = context.anchored(reference)
    if near is None:
        return None
    begin = _begin_of_range(context)
    if begin is not None:
        return Period("day", weekday_near(weekday.number, begin.number + 1, "next"))
    direction: Direction | None = weekday.direction
    if direction is None and reference is not context.published and context.focus.is_surely_story:
        last = context.anchored(context.antecedent("day"))
        return Period("day", weekday_near(weekday.number, last.first_day, "next")) if last else None
    further = 7 * (weekday.count - 1)
    if direction == "next":
        coming = weekday_near(weekday.number, near.number + 1, "next")
        is_tomorrow = coming == near.number + 1 and reference is context.published  # which would be called so
        return Period("day", coming + (further or 7 * is_tomorrow))
    if direction in (None, "this"):
        direction = _side(weekday, near.number, context)
    found = Period("day", weekday_near(weekday.number, near.number, direction) - further)
    return found.shift(-7) if direction == "last" and _is_already_mentioned(found, context) else found


def coming_weekday(number: int, context: Context) -> Period | None:
    """The Friday of "a week from Friday", which may be today."""
    near = context.anchored(context.reference(deictic=True))
    return Period("day", weekday_near(number, near.first_day, "next")) if near else None


def _date_beside(number: int, context: Context) -> Period | None:
    """The 6 September of "next Friday (Sept. 6)", if that is a Friday."""
    date, tokens = context.following, context.tokens
    if date is None or tokens.words[context.expression.end : date.first] != ["("]:
        return None
    match date.meaning:
        case Stated(period):
            day = period
        case MonthDay(_, int()):
            day = resolve_name(date.meaning, context)
        case _:
            return None
    if day is None or day.unit != "day" or (day.number - 1) % 7 != number:
        return None
    context.expression.anchor = tokens.starts[date.first]
    return day


def _day_just_named(number: int, context: Context) -> Period | None:
    """The Saturday of "until noon on Saturday", which the noon has found already, or of "14 October, a Saturday"."""
    named = context.previous
    if named is None or named.period is None or named.period.unit != "day":
        return None
    between = context.tokens.words[named.end : context.expression.first]
    is_same = between == [",", "a"] or (named.type == "TIME" and between == ["on"])
    return named.period if is_same and (named.period.number - 1) % 7 == number else None


def _is_already_mentioned(day: Period, context: Context) -> bool:
    """ "The previous Friday" is none that the text has just named."""
    is_previous = context.tokens.word(context.expression.first) == "the"
    return is_previous and any(mention.period == day for mention in context.focus.mentions[-REACH:])


def _side(weekday: Weekday, here: int, context: Context) -> Direction | None:
    """By the verb; where it says nothing, the nearer of the two, but the coming one if "this" stands before it."""
    tokens, end = context.tokens, context.expression.end
    told = tense(tokens, context.expression)
    if tokens.word(end) in CLASSES["POSSESSIVE"]:
        of_event = tokens.word(end + 1)
        told = "last" if of_event in PAST_EVENTS else "next" if told == "next" else None
    if told is not None:
        return "next" if told == "next" else None
    is_nearer_ahead = (here - 1 - weekday.number) % 7 > DAYS_BACK
    return "next" if is_nearer_ahead or weekday.direction == "this" else None


def _begin_of_range(context: Context) -> Period | None:
    """The Monday of "Monday through Friday", for the Friday."""
    begin = context.previous
    if begin is None or not isinstance(begin.meaning, Weekday):
        return None
    between = context.tokens.words[begin.end : context.expression.first]
    return begin.period if between in RANGE_LINKS else None
