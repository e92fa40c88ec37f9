"""What an expression, once resolved, leaves for those after it."""

from services.enrich.dates.context import Context
from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Opening
from services.enrich.dates.meanings import MonthDay, NamedDay, Slot, Stated, Time, Within
from services.enrich.dates.reported import remember_quarter


def remember(expression: Expression, context: Context) -> None:
    """Let the expression count for those after it."""
    period, meaning, focus = expression.period, expression.meaning, context.focus
    assert period is not None
    mention = focus.mention(period, context.offset)
    if isinstance(meaning, Time) and isinstance(meaning.day, Stated):
        meaning = meaning.day
    if isinstance(meaning, Stated):
        focus.vote(period)
        focus.passage.append(mention)
    elif expression.anchor == "publication":
        focus.vote_report()
    elif isinstance(meaning, Within) or (isinstance(meaning, MonthDay | Slot | NamedDay) and meaning.direction is None):
        focus.passage.append(mention)
    remember_quarter(meaning, mention, context)
    number = context.tokens.sentence(expression.first)
    begins = expression.first <= context.tokens.sentence_starts[number] + 1
    if begins and (period.unit == "year" or (isinstance(meaning, Stated) and period.unit in ("season", "month"))):
        focus.opening = Opening(mention, number)
