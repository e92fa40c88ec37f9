"""The century of a year of two digits: that of the passage, in a story: "In 1864 he fled. In '65 he returned."."""

from services.enrich.dates.context import Context
from services.enrich.dates.periods import Period

A_CENTURY = {"decade": 10, "year": 100, "season": 400, "quarter": 400, "month": 1200}
NEAR = 75  # years


def in_century(period: Period, context: Context) -> Period:
    """The period; if its year has two digits and is far from the passage, in the century nearest to that."""
    focus, keys = context.focus, context.tokens.keys[context.expression.first : context.expression.end]
    if "#short" not in keys or not focus.is_story or not focus.passage or period.unit not in A_CENTURY:
        return period
    centuries = round((focus.passage[-1].period.year - period.year) / 100)
    is_near = abs(focus.passage[-1].period.year - period.year) <= NEAR
    return period if is_near else period.shift(centuries * A_CENTURY[period.unit])
