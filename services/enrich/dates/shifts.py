"""Distances from an anchor: "last year", "two weeks ago", "the following day", "the weekend"."""

from services.enrich.dates.context import Context
from services.enrich.dates.meanings import Shift
from services.enrich.dates.periods import Period
from services.enrich.dates.tense import tense

MIDWEEK = 3  # days before a weekend from which it is nearer than the last one


def resolve_shift(shift: Shift, context: Context) -> Period | None:
    """So many units from the anchor; "today" and its kin always hang on publication."""
    unit = shift.unit
    if shift.anchor == "antecedent":
        found = context.anchored(context.antecedent(unit))
    elif unit == "day" or context.published is None:
        found = context.anchored(context.published)
    else:
        reference = context.reference(deictic=True)
        fine_enough = reference is None or reference.period.unit == unit or reference.period.is_finer_than(unit)
        found = context.anchored(reference if fine_enough else context.antecedent(unit))
    if found is None:
        return None
    if unit == "weekend" and context.expression.rule == "the-unit":
        return _weekend(found, context)
    return found.within(unit).shift(shift.count)


def _weekend(near: Period, context: Context) -> Period:
    """The weekend running, or by the verb, or the nearer of the last and the next one."""
    running = near.within("weekend")
    if near.unit != "day" or near.number >= running.first_day:
        return running
    told = tense(context.tokens, context.expression)
    is_nearer_ahead = running.first_day - near.number < MIDWEEK
    return running if told == "next" or (told is None and is_nearer_ahead) else running.shift(-1)
