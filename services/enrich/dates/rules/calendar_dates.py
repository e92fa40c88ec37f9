"""Days of the calendar: "Sept. 27, 1989", "20 March 2003", "Nov. 30", "12/29/2012", "29.12.2012"."""

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, PART_OF_DAY, words
from services.enrich.dates.meanings import DayOfMonth, Meaning, MonthDay, Shift, Stated, Within, Written
from services.enrich.dates.numbers import full_year, ordinal_of
from services.enrich.dates.periods import of_day
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.months import direction_of

GOING_ON = words("the a an he she it we they his her its their")  # a clause, after "on the 16th"
DAY_CUES = words("on by until till from to through since and")


def stated_day(year: int, month: int, day: int) -> Meaning:
    """The day, or a date without value where the calendar has none."""
    period = of_day(year, month, day)
    return Stated(period) if period else Written(None)


def month_day_of_year(month: int, day: int, weekday: int | None = None) -> Meaning:
    """The day of an unnamed year, or a date without value where no year has one."""
    return MonthDay(month, day, weekday=weekday) if of_day(2000, month, day) else Written(None)


def month_day(match: Match) -> Reading | None:
    """A day of a month, with or without its year."""
    month, day = MONTHS[match["month"]], ordinal_of(match.words("monthday"))
    begins_range = match.after() == "-" and match.after(2)[:1].isdigit()
    counts_something = (match.after() == "-" and not begins_range) or match.after() in (
        "quarter",
        "half",
        "percent",
        "million",
    )
    counts_a_noun = "the" in match and match.after().isalpha()  # "early in May the first battle"
    if not match.tokens.word(match.end - 1).isdigit() and "year" not in match and (counts_something or counts_a_noun):
        return None
    if "year" in match:
        return Reading("DATE", stated_day(full_year(match["year"]), month, day))
    return Reading("DATE", month_day_of_year(month, day))


def directed_day(match: Match) -> Reading:
    """ "Last Oct. 23"."""
    month, day = MONTHS[match["month"]], ordinal_of(match.words("monthday"))
    found = MonthDay(month, day, direction_of(match["direction"]))
    return Reading("DATE", found if of_day(2000, month, day) else Written(None))


def far_day(match: Match) -> Reading | None:
    """A year from 3000 to 9999, which after a day might as well count something: "On May 3 5000 men"."""
    return None if match.after().isalpha() else month_day(match)


def day_of_month(match: Match) -> Reading | None:
    """ "On the 25th", but not "on the 25th floor"."""
    ahead = {match.after(distance) for distance in range(1, 5)}
    names_century = not ahead.isdisjoint(("century", "centuries"))
    further = match.after(3) if match.after() == "and" and match.after(2)[:1].isdigit() else match.after()
    counts_a_noun = further.isalpha() and further not in DAY_CUES | GOING_ON
    of_part = match.before() == "of" and match.before(2) in PART_OF_DAY
    if (match.before() not in DAY_CUES and not of_part) or names_century or counts_a_noun:
        return None
    return Reading("DATE", DayOfMonth(ordinal_of(match.words("day_ordinal"))))


def day_of_near_month(match: Match) -> Reading | None:
    """ "The 20th of last month", not "the first of this month's three"."""
    if match.after() in CLASSES["POSSESSIVE"]:
        return None
    month = Shift("month", {"last": -1, "this": 0, "next": 1}[direction_of(match["direction"])])
    return Reading("DATE", Within(DayOfMonth(ordinal_of(match.words("monthday"))), month))


def numeric_date(match: Match) -> Reading | None:
    """Month first or day first by what the numbers allow; month first, as American agencies write, where both do."""
    mark = next(sign for sign in "/.-" if sign in match["numeric_date"])
    parts = match["numeric_date"].split(mark)
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return Reading("DATE", stated_day(first, second, third)) if len(parts[2]) <= 2 else None
    if len(parts[0]) > 2 or len(parts[2]) == 3 or (mark != "/" and len(parts[2]) != 4):
        return None
    year = third if len(parts[2]) == 4 else full_year(parts[2])
    if not (1000 <= year <= 9999 and 1 <= max(first, second) <= 31 and min(first, second) >= 1):
        return None
    day_first = first > 12 or (mark == "." and second <= 12) or (second <= 12 and match.tokens.writes_day_first)
    month, day = (second, first) if day_first else (first, second)
    return Reading("DATE", stated_day(year, month, day)) if month <= 12 else None


RULES = (
    Rule("month-day", "<MONTH> <the>? <MONTHDAY> ( ,? <year:ANY_YEAR> )?", month_day),
    Rule("directed-month-day", "<direction:DIRECTION> <MONTH> <monthday:DAY_NUMBER>", directed_day),
    Rule("month-day-far-year", "<MONTH> <MONTHDAY> ,? <year:FAR_YEAR>", far_day),
    Rule("day-month-far-year", "<monthday:DAY_NUMBER> <MONTH> <year:FAR_YEAR>", far_day),
    Rule("day-month", "<monthday:DAY_NUMBER> -? <MONTH> ( ( , | - )? <year:ANY_YEAR> )?", month_day),
    Rule("the-day-of-month", "the? <MONTHDAY> of <MONTH> ( ,? <year:ANY_YEAR> )?", month_day),
    Rule("the-day-of-near-month", "the <MONTHDAY> of <DIRECTION> month", day_of_near_month),
    Rule("the-day", "the <DAY_ORDINAL>", day_of_month),
    Rule("numeric-date", "<NUMERIC_DATE>", numeric_date),
)
EXAMPLES = (
    example("It was signed on Sept. 27, 1989.", None, ("Sept. 27, 1989", "DATE", "1989-09-27")),
    example("They crossed on 20 March 2003.", None, ("20 March 2003", "DATE", "2003-03-20")),
    example("It expires Nov. 30.", "1989-10-30", ("Nov. 30", "DATE", "1989-11-30")),
    example("It opened on Jan. 4.", "2000-12-20", ("Jan. 4", "DATE", "2001-01-04")),
    example("It closed on Dec. 28.", "2013-01-03", ("Dec. 28", "DATE", "2012-12-28")),
    example("In May the first battle was fought, on June the third.", "1998-05-20",
            ("May", "DATE", "1998-05"), ("June the third", "DATE", "1998-06-03")),
    example("since last Oct. 23", "1998-12-20", ("last Oct. 23", "DATE", "1998-10-23")),
    example("on the 4th of March, 1861", None, ("the 4th of March, 1861", "DATE", "1861-03-04")),
    example("on 12/29/2012", None, ("12/29/2012", "DATE", "2012-12-29")),
    example("on 03/04/2012, and 25/04/2012", None,
            ("03/04/2012", "DATE", "2012-04-03"), ("25/04/2012", "DATE", "2012-04-25")),
    example("on 25 April 2012, and on 03/04/2012", None,
            ("25 April 2012", "DATE", "2012-04-25"), ("03/04/2012", "DATE", "2012-04-03")),
    example("29-Dec-2012 to 4 Jan 2013", None,
            ("29-Dec-2012", "DATE", "2012-12-29"), ("4 Jan 2013", "DATE", "2013-01-04")),
    example("am 29.12.2012", None, ("29.12.2012", "DATE", "2012-12-29")),
    example("On December 31, 9999, and on May 3 5000 men", None,
            ("December 31, 9999", "DATE", "9999-12-31"), ("May 3", "DATE", None)),
    example("on May 5, 1998, and again by the 25th; on the 3rd floor, on the 4th and 5th floors", None,
            ("May 5, 1998", "DATE", "1998-05-05"), ("the 25th", "DATE", "1998-05-25")),
    example("on May 5, 1998. On the 16th the new council met.", None,
            ("May 5, 1998", "DATE", "1998-05-05"), ("the 16th", "DATE", "1998-05-16")),
    example("on the 20th of last month, by the third of next month, the 15th of this month", "2012-12-05",
            ("the 20th of last month", "DATE", "2012-11-20"), ("the third of next month", "DATE", "2013-01-03"),
            ("the 15th of this month", "DATE", "2012-12-15")),
    example("the 31st of last month, the first of this month's three", "2012-12-05",
            ("the 31st of last month", "DATE", None), ("this month", "DATE", "2012-12")),
    example("due February 30, 2012", None, ("February 30, 2012", "DATE", None)),
    example("version 1.2.2012 and 10.0.0.1 and 3-2-1", None, ("1.2.2012", "DATE", "2012-02-01")),
)  # fmt: skip
