"""Dates as ISO 8601 writes them: "2012-12-29", "2012-12-29T09:30Z", "2012-12", "2012-W52", "2012-W52-6"."""

from services.enrich.dates.examples import example
from services.enrich.dates.meanings import Stated, Time, Written
from services.enrich.dates.periods import Period, day_number, holding, of_month
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.calendar_dates import stated_day
from services.enrich.dates.rules.years import NUMBERED


def iso_date(match: Match) -> Reading | None:
    date, _, clock = match["iso"].replace("t", " ").partition(" ")
    year, month, day = (int(part) for part in date.split("-"))
    meaning = stated_day(year, month, day)
    clock = clock[: len("09:30:00")].rstrip("z+-")  # the zone is read along
    return Reading("TIME", Time(f"T{clock}", meaning)) if clock else Reading("DATE", meaning)


def iso_month(match: Match) -> Reading | None:
    """ "2017-09", not "No. 2017-09"; the scanner leaves apart what may be two years, as "2005-06"."""
    year, month = (int(part) for part in match["iso_month"].split("-"))
    if match.before() in NUMBERED or (match.before() == "." and match.before(2) == "no"):
        return None
    return Reading("DATE", Stated(of_month(year, month)))


def iso_week(match: Match) -> Reading:
    """A week, or a day of it; without value where the year has no week 53."""
    year, rest = match["iso_week"].split("w")
    first_week = holding(day_number(int(year.strip("-")), 1, 4), "week")  # the one that 4 January is in
    week = first_week.shift(int(rest[:2]) - 1)
    if week.value is None or not week.value.startswith(year.strip("-")):
        return Reading("DATE", Written(None))
    return Reading("DATE", Stated(Period("day", week.first_day + int(rest[-1]) - 1) if len(rest) > 2 else week))


RULES = (
    Rule("iso-date", "<ISO>", iso_date),
    Rule("iso-month", "<ISO_MONTH>", iso_month),
    Rule("iso-week", "<ISO_WEEK>", iso_week),
)
EXAMPLES = (
    example("due 2012-12-29.", None, ("2012-12-29", "DATE", "2012-12-29")),
    example("logged 2012-12-29T09:30:00", None, ("2012-12-29T09:30:00", "TIME", "2012-12-29T09:30:00")),
    example("logged 2012-12-29T09:30Z", None, ("2012-12-29T09:30Z", "TIME", "2012-12-29T09:30")),
    example("It rose until 2017-09, as in case no. 2017-08; call 555-2017-09.", None, ("2017-09", "DATE", "2017-09")),
    example("in the 2005-06 season", None, ("2005", "DATE", "2005"), ("06", "DATE", "2006")),
    example("in 2017-W37, on 2017-W37-5 and in 2017-W53", None,
            ("2017-W37", "DATE", "2017-W37"), ("2017-W37-5", "DATE", "2017-09-15"), ("2017-W53", "DATE", None)),
)  # fmt: skip
