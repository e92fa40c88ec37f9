"""The quarter that an earnings report is about, which later expressions only point at.

"The latest period" and "a year ago" mean that quarter and the same quarter of the year before, whatever the company's
fiscal year: in TimeBank's Wall Street Journal 53 of 71 "a year ago" after a quarter are such quarters.
"""

from services.enrich.dates.context import Context
from services.enrich.dates.focus import Focus, Mention
from services.enrich.dates.meanings import Meaning, ReportedQuarter, Shift, Slot, Within, YearAgo
from services.enrich.dates.periods import Period
from services.enrich.dates.shifts import resolve_shift

A_YEAR = 4  # quarters


def resolve_reported(meaning: ReportedQuarter, context: Context) -> Period | None:
    """The quarter under report: the last one named, else the last finished before publication."""
    quarter = context.anchored(context.focus.quarter)
    if quarter is None:
        published = context.anchored(context.published)
        if published is None:
            return None
        quarter = published.within("quarter").shift(-1)
    if meaning.year is not None:
        return Period("quarter", meaning.year * A_YEAR + quarter.number % A_YEAR)
    return quarter.shift(-A_YEAR * meaning.years_back)


def resolve_year_ago(meaning: YearAgo, context: Context) -> Period | None:
    quarter = context.anchored(context.focus.quarter)
    if quarter is not None:
        return quarter.shift(-A_YEAR)
    return resolve_shift(Shift("year", -1, meaning.anchor), context)


def remember_quarter(meaning: Meaning, mention: Mention, focus: Focus) -> None:
    """A quarter named by its number is under report; one of the year before is only compared with."""
    if mention.period.unit != "quarter":
        return
    names_it = isinstance(meaning, Slot | ReportedQuarter | Within)
    if names_it and (focus.quarter is None or mention.period.number >= focus.quarter.period.number - 3):
        focus.quarter = mention
