"""Days of the week: "Friday", "last Tuesday", "Friday, Oct. 13", "a week from Monday"."""

from services.enrich.dates.examples import example
from services.enrich.dates.holidays import nth
from services.enrich.dates.lexicon import MONTHS, WEEKDAYS, words
from services.enrich.dates.meanings import Away, DayOfMonth, NamedDay, Stated, Weekday, WeekOf
from services.enrich.dates.numbers import full_year, number_of, ordinal_of
from services.enrich.dates.periods import Period
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.calendar_dates import month_day_of_year, stated_day
from services.enrich.dates.rules.months import direction_of


def weekday(match: Match) -> Reading | None:
    """A weekday, not that of "it began on a Friday"."""
    if (match.before() == "a" and match.before(2) == "on") or match.follows_title():
        return None
    if match.end < len(match.tokens) and match.after() in IN_NAMES and match.tokens.is_capital(match.end):
        return None
    direction = direction_of(match["direction"]) if "direction" in match else None
    return Reading("DATE", Weekday(WEEKDAYS[match["weekday"]], direction))


def weekday_date(match: Match) -> Reading:
    """The date decides; the weekday before it only tells its year where that is open."""
    month, day = MONTHS[match["month"]], ordinal_of(match.words("monthday"))
    if "any_year" in match:
        return Reading("DATE", stated_day(full_year(match["any_year"]), month, day))
    return Reading("DATE", month_day_of_year(month, day, WEEKDAYS[match["weekday"]]))


def weekday_of_month(match: Match) -> Reading:
    """ "Friday the 13th"."""
    return Reading("DATE", DayOfMonth(ordinal_of(match.words("day_ordinal")), WEEKDAYS[match["weekday"]]))


def weekday_week(match: Match) -> Reading | None:
    """ "Friday week", as Britain says: a week after the coming Friday."""
    if match.after() == "-" or match.tokens.is_capital(match.end - 1):
        return None
    return Reading("DATE", Away(14 if match["long"] == "fortnight" else 7, Weekday(WEEKDAYS[match["weekday"]])))


def nth_weekday(match: Match) -> Reading | None:
    """ "The first Monday of March", "the last Friday in May 2012", "the first weekend in June": by its Saturday."""
    number = -1 if match["nth"] == "last" else ordinal_of(match.words("nth"))
    if number > MOST_IN_A_MONTH:
        return None
    day_in = nth(number, WEEKDAYS[match["weekday"] or "saturday"], MONTHS[match["month"]])
    day = Stated(Period("day", day_in(full_year(match["any_year"])))) if "any_year" in match else NamedDay(day_in)
    return Reading("DATE", day if "weekday" in match else WeekOf(day, "weekend"))


def counted(match: Match) -> Reading | None:
    """ "Two Sundays ago", "three Fridays from now"."""
    count = number_of(match.words("number"))
    if count is None or count.denominator > 1 or not 0 < count <= MOST_WEEKS:
        return None
    direction = "last" if match["ago"] == "ago" else "next"
    return Reading("DATE", Weekday(WEEKDAYS[match["weekdays"].rstrip("s")], direction, int(count)))


# After a weekday, with a capital: "The Sunday Times".
IN_NAMES = words("times telegraph mirror mail express herald post tribune")
MOST_WEEKS = 520  # that somebody counts
MOST_IN_A_MONTH = 4  # a fifth Monday is not in every year's March
DIRECTED = "( the | this )? <direction:DIRECTION>"
RULES = (
    Rule("weekday", "<WEEKDAY>", weekday),
    Rule("directed-weekday", f"{DIRECTED} <WEEKDAY>", weekday),
    Rule("weekday-the-day", "<WEEKDAY> ,? the <DAY_ORDINAL>", weekday_of_month),
    Rule("weekday-week", "<WEEKDAY> <long:WEEK_OR_FORTNIGHT>", weekday_week),
    Rule(
        "weekday-before-last",
        "the <WEEKDAY> before last",
        lambda match: Reading("DATE", Away(-7, Weekday(WEEKDAYS[match["weekday"]], "last"))),
    ),
    Rule("counted-weekday", "<NUMBER> <WEEKDAYS> <AGO>", counted),
    Rule("nth-weekday", "the? <nth:NTH> <WEEKDAY> ( of | in ) <MONTH> ( ,? <ANY_YEAR> )?", nth_weekday),
    Rule("nth-weekend", "the? <nth:NTH> weekend ( of | in ) <MONTH> ( ,? <ANY_YEAR> )?", nth_weekday),
    Rule("weekday-month-day", f"( {DIRECTED} )? <WEEKDAY> ,? <MONTH> <MONTHDAY> ( ,? <ANY_YEAR> )?", weekday_date),
    Rule("weekday-day-month", "<WEEKDAY> ,? the? <MONTHDAY> of? <MONTH> ( ,? <ANY_YEAR> )?", weekday_date),
)
EXAMPLES = (
    example("He died Friday.", "1998-02-28", ("Friday", "DATE", "1998-02-27")),
    example("He died Friday.", "1998-02-27", ("Friday", "DATE", "1998-02-27")),
    example("They will meet on Friday.", "1998-02-25", ("Friday", "DATE", "1998-02-27")),
    example("They met last Tuesday.", "1989-10-30", ("last Tuesday", "DATE", "1989-10-24")),
    example("It rained on Monday of last week, on Friday last week and a week ago Tuesday.", "2015-04-15",
            ("Monday of last week", "DATE", "2015-04-06"), ("Friday last week", "DATE", "2015-04-10"),
            ("a week ago Tuesday", "DATE", "2015-04-07")),
    example("on the first Monday of March, and on the last Friday in May 2012", "1998-02-25",
            ("the first Monday of March", "DATE", "1998-03-02"), ("the last Friday in May 2012", "DATE", "2012-05-25")),
    example("on the first weekend in December", "2019-10-05", ("the first weekend in December", "DATE", "2019-W49-WE")),
    example("He will leave a week from Friday, the day before Christmas", "2012-12-05",
            ("a week from Friday", "DATE", "2012-12-14"), ("the day before Christmas", "DATE", "2012-12-24")),
    example("They meet on Friday week, Monday fortnight, and a week on Saturday.", "2018-07-25",
            ("Friday week", "DATE", "2018-08-03"), ("Monday fortnight", "DATE", "2018-08-13"),
            ("a week on Saturday", "DATE", "2018-08-04")),
    example("They met on Friday the 13th, and again on Wednesday, the 1st.", "2018-07-25",
            ("Friday the 13th", "DATE", "2018-07-13"), ("Wednesday, the 1st", "DATE", "2018-08-01")),
    example("Two Sundays ago it rained, and three Fridays ago; two Sundays from now it may.", "2012-12-05",
            ("Two Sundays ago", "DATE", "2012-11-25"), ("three Fridays ago", "DATE", "2012-11-16"),
            ("two Sundays from now", "DATE", "2012-12-16")),
    example("two Sundays ago", "2012-12-09", ("two Sundays ago", "DATE", "2012-11-25")),
    example("since the Friday before last", "2018-07-25", ("the Friday before last", "DATE", "2018-07-13")),
    example("The Sunday Times said to Mr. Friday that it began on a Friday.", "1998-02-25"),
    example("on Friday, the 31st of February", "1998-02-25", ("Friday, the 31st of February", "DATE", None)),
    example("They landed on Friday, June 12.", "1999-03-01", ("Friday, June 12", "DATE", "1998-06-12")),
    example("adjourned until next Tuesday, or next Friday", "2008-11-03",
            ("next Tuesday", "DATE", "2008-11-11"), ("next Friday", "DATE", "2008-11-07")),
    example("postponed until Tuesday", "2000-03-30", ("Tuesday", "DATE", "2000-04-04")),
    example("on Friday, Oct. 13", "1989-10-30", ("Friday, Oct. 13", "DATE", "1989-10-13")),
    example("down from Oct. 27; and from the previous Friday", "1989-10-30",
            ("Oct. 27", "DATE", "1989-10-27"), ("the previous Friday", "DATE", "1989-10-20")),
)  # fmt: skip
