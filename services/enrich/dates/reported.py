"""The quarter that an earnings report is about, which later expressions only point at.

"The latest period" and "a year ago" mean that quarter and the same quarter of the year before, whatever the company's
fiscal year: in TimeBank's Wall Street Journal 53 of 71 "a year ago" after a quarter are such quarters.
"""

from services.enrich.dates.context import Context
from services.enrich.dates.focus import Mention
from services.enrich.dates.meanings import Meaning, MonthDay, ReportedQuarter, Shift, Slot, Stated, Within, YearAgo
from services.enrich.dates.names import resolve_name
from services.enrich.dates.periods import Period, holding
from services.enrich.dates.shifts import resolve_shift

A_YEAR = 4  # quarters
REACH = 1500  # characters after which a report is no longer what "a year ago" compares with
MOST_OF_A_QUARTER = 45  # days


def resolve_reported(meaning: ReportedQuarter, context: Context) -> Period | None:
    """The quarter under report: the last one named, else the last finished before publication."""
    ended = _ended_at_date(context)
    if ended is not None:
        return ended
    report = _report(context)
    if (
        report is not None
        and report.period.unit == "year"
        and context.tokens.word(context.expression.end - 1) == "period"
    ):
        year = report.period if meaning.year is None else Period("year", meaning.year)
        context.anchored(report)
        return year.shift(-meaning.years_back)
    quarter = context.anchored(context.focus.quarter)
    if quarter is None:
        published = context.anchored(context.published)
        if published is None:
            return None
        if context.tokens.word(context.expression.first + 1) == "same":
            return _same_part_of_year(meaning, published)
        quarter = published.within("quarter").shift(-1)
    if meaning.year is not None:
        return Period("quarter", meaning.year * A_YEAR + quarter.number % A_YEAR)
    return quarter.shift(-A_YEAR * meaning.years_back)


def _same_part_of_year(meaning: ReportedQuarter, published: Period) -> Period:
    """The year of "the same period last year", where no quarter says which period."""
    return Period("year", published.year - meaning.years_back if meaning.year is None else meaning.year)


def _ended_at_date(context: Context) -> Period | None:
    """ "The quarter ended Oct. 31": the calendar quarter that most of those three months lie in."""
    end, tokens = context.following, context.tokens
    if end is None or tokens.words[context.expression.end : end.first] not in (["ended"], ["ending"]):
        return None
    day = end.meaning.period if isinstance(end.meaning, Stated) else None
    if isinstance(end.meaning, MonthDay):
        day = resolve_name(end.meaning, context)
    return holding(day.first_day - MOST_OF_A_QUARTER, "quarter") if day else None


def resolve_year_ago(meaning: YearAgo, context: Context) -> Period | None:
    """The same quarter of the year before if a quarter was reported last; the year before if nine months were."""
    report = context.anchored(_report(context))
    if report is None:
        return resolve_shift(Shift("year", -1, meaning.anchor), context)
    return report.shift(-A_YEAR if report.unit == "quarter" else -1)


def _report(context: Context) -> Mention | None:
    """What was reported last, if it isn't too far back."""
    mention = context.focus.report
    return mention if mention is not None and context.offset - mention.offset <= REACH else None


def remember_quarter(meaning: Meaning, mention: Mention, context: Context) -> None:
    """A finished quarter named by its number is under report; one before it is only compared with."""
    focus, published = context.focus, context.published
    if mention.period.unit != "quarter" or not isinstance(meaning, Slot | ReportedQuarter | Within):
        return
    finished = published is None or mention.period.end_day <= published.period.first_day
    compared = focus.quarter is not None and mention.period.number < focus.quarter.period.number
    if finished and not compared:
        focus.quarter = focus.report = mention


def remember_months(value: str | None, context: Context) -> None:
    """ "The first nine months" of the running year are compared with the year before as a whole."""
    focus, published = context.focus, context.published
    if value in ("P9M", "P6M") and focus.quarter is not None and published is not None:
        focus.report = Mention(focus.quarter.period.within("year"), context.offset)
