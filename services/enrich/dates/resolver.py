"""From meanings to values, in the order of the text, with what the text has said so far."""

import datetime

from services.enrich.dates.century import in_century
from services.enrich.dates.context import Context
from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Focus, Mention
from services.enrich.dates.meanings import (
    Antecedent,
    Away,
    DayOfMonth,
    Meaning,
    MonthDay,
    NamedDay,
    ReportedQuarter,
    Shift,
    Slot,
    Stated,
    Time,
    Weekday,
    WeekOf,
    Within,
    Written,
    YearAgo,
)
from services.enrich.dates.memory import remember
from services.enrich.dates.names import in_year, resolve_day_of_month, resolve_name
from services.enrich.dates.overview import following, impression, stated_ahead
from services.enrich.dates.periods import Period, civil, of_date, of_day
from services.enrich.dates.reported import remember_months, resolve_reported, resolve_year_ago
from services.enrich.dates.shifts import resolve_shift
from services.enrich.dates.tense import tense
from services.enrich.dates.tokens import Tokens
from services.enrich.dates.weekdays import coming_weekday, resolve_weekday

A_WEEK = 7  # days
REACH = 300  # characters
DAY_FOLLOWS = 6  # tokens between a clock time and its "on March 20"


def resolve(expressions: list[Expression], tokens: Tokens, published: datetime.date | None) -> list[Expression]:
    """The expressions of a text with value, period and anchor, without those that only a story would have."""
    publication = Mention(of_date(published), -1) if published else None
    context = Context(tokens, publication, Focus(publication.period if publication else None))
    context.focus.expect(impression(expressions, tokens, context.focus))
    ahead = stated_ahead(expressions)
    kept: list[Expression] = []
    for index, expression in enumerate(expressions):
        if expression.only_in_story and not (published and context.focus.is_surely_story):
            continue
        context.previous = kept[-1] if kept else None
        kept.append(expression)
        context.expression = expression
        context.ahead = ahead[index]
        context.following = following(expressions, index, tokens)
        if isinstance(expression.meaning, Written):
            expression.value = expression.meaning.value
            remember_months(expression.value, context)
            continue
        expression.period = _period(expression.meaning, context)
        expression.value = _value(expression)
        if expression.period is not None:
            remember(expression, context)
    return kept


def _value(expression: Expression) -> str | None:
    period, meaning = expression.period, expression.meaning
    if period is None:
        return None
    if not isinstance(meaning, Time):
        return period.value
    return f"{period.value}{meaning.suffix}" if period.unit == "day" and period.value else None


def _period(meaning: Meaning, context: Context) -> Period | None:
    """The period that a meaning has here."""
    match meaning:
        case Written():
            result = None
        case Stated(period):
            result = in_century(period, context)
        case MonthDay() | Slot() | NamedDay():
            result = resolve_name(meaning, context)
        case DayOfMonth():
            result = resolve_day_of_month(meaning, context)
        case Weekday():
            result = resolve_weekday(meaning, context)
        case Shift():
            result = resolve_shift(meaning, context)
        case Within(part, whole):
            result = _part(part, _period(whole, context))
        case ReportedQuarter():
            result = resolve_reported(meaning, context)
        case YearAgo():
            result = resolve_year_ago(meaning, context)
        case Antecedent(unit):
            result = _antecedent(unit, context)
        case WeekOf() | Away():
            result = _beside(meaning, context)
        case Time(_, day):
            result = _period(day, context) if day is not None else _day_of_clock(context)
    return result


def _part(part: MonthDay | DayOfMonth | Slot | NamedDay | Weekday, whole: Period | None) -> Period | None:
    if whole is None:
        return None
    if isinstance(part, Weekday):
        return Period("day", whole.within("week").first_day + part.number)
    if isinstance(part, DayOfMonth):
        return of_day(*civil(whole.first_day)[:2], part.day)
    return in_year(part, whole.year)


def _beside(meaning: WeekOf | Away, context: Context) -> Period | None:
    is_weeks_ahead = isinstance(meaning, Away) and (meaning.days >= A_WEEK or meaning.months > 0)
    if is_weeks_ahead and isinstance(meaning.day, Weekday):
        day = coming_weekday(meaning.day.number, context)
    else:
        day = _period(meaning.day, context)
    if day is None:
        return None
    if isinstance(meaning, WeekOf):
        return day.within(meaning.unit)
    return day.months_away(meaning.months) if meaning.months else day.shift(meaning.days)


def _antecedent(unit: str | None, context: Context) -> Period | None:
    if unit is None:
        return context.anchored(context.focus.mentions[-1] if context.focus.mentions else None)
    found = context.anchored(context.antecedent(unit))
    return found.within(unit) if found else None


def _day_of_clock(context: Context) -> Period | None:
    """The day of a time without one: said right after it, or last in focus, or the day of publication."""
    day = context.following
    if day is not None and day.first - context.expression.end <= DAY_FOLLOWS:
        between = context.tokens.words[context.expression.end : day.first]
        leads_to_it = between[-1:] in (["on"], ["of"], [","], [")"]) and "and" not in between
        if leads_to_it and not isinstance(day.meaning, Written | Time):
            period = _period(day.meaning, context)
            if period is not None and period.unit == "day":
                return period
    found, published = context.antecedent("day"), context.published
    if found and published and not context.focus.is_story and _is_left_behind(found, published, context):
        found = published
    if found and published and found.period.first_day > published.period.first_day:
        found = found if tense(context.tokens, context.expression) == "next" else published
    last = context.anchored(found)
    return last.within("day") if last else None


def _is_left_behind(day: Mention, published: Mention, context: Context) -> bool:
    """Whether a report named a day of long ago some sentences back, and now tells of its own day again."""
    long_ago = published.period.first_day - day.period.first_day > A_WEEK
    return long_ago and context.offset - day.offset > REACH
