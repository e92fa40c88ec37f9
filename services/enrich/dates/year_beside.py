"""The year that the words right beside a bare name give it: "in June, July and August 2021"."""

from services.enrich.dates.context import Context
from services.enrich.dates.direction import in_year, year_near
from services.enrich.dates.lexicon import MONTHS
from services.enrich.dates.meanings import MonthDay, NamedDay, Shift, Slot, Stated, Within
from services.enrich.dates.periods import Period, civil

APPOSED = ([","], [",", "on"], ["on"], [",", "in"], ["("])
LISTING = (",", "and", "or")
LONGEST_LIST = 12  # tokens
RANGE_LINKS = (["to"], ["through"], ["until"], ["till"], ["-"], ["–"], ["and"])


def year_beside(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The period of the name in that year, or None where nothing beside it gives one."""
    return (
        _before_stated_end(name, context)
        or _before_stated_slot(name, context)
        or _listed_before_year(name, context)
        or _beside_distance(name, context)
        or _in_opening_year(name, context)
    )


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
    """ "from March 4 to June 20, 1953": the year that the end of a range gives to its begin."""
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


def _before_stated_slot(name: MonthDay | Slot | NamedDay, context: Context) -> Period | None:
    """The Q2 of "from Q2 to Q4 2017"."""
    end = context.following
    if end is None or context.tokens.words[context.expression.end : end.first] not in RANGE_LINKS:
        return None
    match name, end.meaning:
        case Slot(unit, first), Within(Slot(other, last), Stated(whole)) if unit == other:
            context.expression.anchor = context.tokens.starts[end.first]
            return in_year(name, whole.year if first <= last else whole.year - 1)
        case _:
            return None


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
