"""Quarters and halves, and the quarter that an earnings report is about."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, UNITS
from services.enrich.dates.meanings import ReportedQuarter, Shift, Slot, Stated, Within, YearAgo
from services.enrich.dates.numbers import full_year, ordinal_of
from services.enrich.dates.periods import of_year
from services.enrich.dates.rule import Match, Reading, Rule

SLOTS = {"quarter": "quarter", "quarters": "quarter", "half": "half", "halves": "half"}


def coded(match: Match) -> Reading:
    """ "Q3 2012", "1H", "4Q17", "Q4 FY19"."""
    code = match["code"]
    slot = Slot("quarter" if "q" in code else "half", int(code.strip("qh")) - 1)
    if "any_year" not in match:
        return Reading("DATE", slot)
    return Reading("DATE", Within(slot, Stated(of_year(full_year(match["any_year"])))))


def numbered(match: Match) -> Reading | None:
    """ "the third quarter", "second half"; with its year if that stands before it: "the 1988 third quarter"."""
    number, unit = ordinal_of(match.words("ordinal")), SLOTS[match["slot"]]
    if not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    slot = Slot(unit, number - 1)
    if match.after() == "-" or (match.tokens.tells_of_match and "any_year" not in match):
        return None  # "the first half-hour"
    if unit == "half" and match.after() == "of" and "any_year" not in match and not _names_period(match):
        return None
    if "any_year" in match:
        return Reading("DATE", Within(slot, Stated(of_year(full_year(match["any_year"])))))
    if "ago" in match:
        return Reading("DATE", Within(slot, Shift("year", -1)))
    return Reading("DATE", slot)


def _names_period(match: Match) -> bool:
    """Whether "half of" is of a period of time: "the second half of the year", not "half of the match"."""
    first, second = match.after(2), match.after(3)
    return first.isdigit() or first == "fiscal" or second in UNITS or second.isdigit()


def latter(match: Match) -> Reading | None:
    if match.after() == "-" or match.tokens.tells_of_match or (match.after() == "of" and not _names_period(match)):
        return None
    return Reading("DATE", Slot("half", 0 if match["which"] in ("first", "early") else 1))


def two_quarters(match: Match) -> Reading | None:
    """ "The first two quarters of 2006" are its first half."""
    return latter(match) if _names_period(match) and match["which"] in ("first", "last") else None


def last_of_year(match: Match) -> Reading | None:
    """ "The last quarter of 1990", "of the year", not "of the century"."""
    is_of_year = match.after() == "of" and (match.after(2).isdigit() or "year" in (match.after(2), match.after(3)))
    return Reading("DATE", Slot("quarter", 0 if match["which"] == "opening" else 3)) if is_of_year else None


def ended_in(match: Match) -> Reading:
    """ "The June quarter", of the three months to June: the calendar quarter of the month in the middle."""
    return Reading("DATE", Slot("quarter", (MONTHS[match["month"]] - 2) // 3 % 4))


def reported(match: Match) -> Reading | None:
    return Reading("DATE", ReportedQuarter())


def reported_year_ago(match: Match) -> Reading | None:
    return Reading("DATE", ReportedQuarter(1))


def reported_in_year(match: Match) -> Reading:
    return Reading("DATE", ReportedQuarter(year=full_year(match["any_year"])))


RULES = (
    Rule(
        "numbered-quarter",
        "the? ( <ANY_YEAR> | <ago:YEAR_AGO> )? fiscal? <ORDINAL> fiscal? <slot:QUARTER_OR_HALF>",
        numbered,
    ),
    Rule("hyphenated-quarter", "( fiscal )? <ORDINAL> - <slot:QUARTER_OR_HALF>", numbered),
    Rule("quarter-code", "<code:SLOT_CODE> ( ( of | - | / )? ( fiscal | fy )? <ANY_YEAR> )?", coded),
    Rule("year-quarter-code", "( fiscal | fy )? <ANY_YEAR> -? <code:SLOT_CODE>", coded),
    Rule("latter-half", "the? <which:LATTER> half", latter),
    Rule("two-quarters", "the? <which:LATTER> two quarters", two_quarters),
    Rule("last-quarter", "the? <which:OPENING_LAST> quarter", last_of_year),
    Rule("month-quarter", "the? <MONTH> quarter", ended_in),
    Rule("the-quarter", "( the | the ( latest | most recent | just - ended ) | latest ) quarter", reported),
    Rule("the-latest-period", "the? latest period", reported),
    Rule("year-ago-quarter", "the? YEAR_AGO ( quarter | period )", reported_year_ago),
    Rule("last-years-quarter", "last year POSSESSIVE quarter", reported_year_ago),
    Rule("quarter-a-year-ago", "the quarter a year ( ago | earlier )", reported_year_ago),
    Rule("quarter-of-year", "the <ANY_YEAR> ( quarter | period )", reported_in_year),
    Rule("same-quarter-of-year", "the same ( quarter | period ) ( of | in )? <ANY_YEAR>", reported_in_year),
    Rule(
        "same-quarter-a-year-ago",
        "the same ( quarter | period ) ( of | in )? ( last year | a year ago | a year earlier | the previous year )",
        reported_year_ago,
    ),
    Rule("year-ago", "YEAR_AGO", lambda _: Reading("DATE", YearAgo("antecedent"))),
)
EXAMPLES = (
    example("In the third quarter it lost money.", "1989-11-02", ("the third quarter", "DATE", "1989-Q3")),
    example("in the second half of 2008", None, ("the second half of 2008", "DATE", "2008-H2")),
    example("Q3 2012 was better than 2Q", "2012-12-29", ("Q3 2012", "DATE", "2012-Q3"), ("2Q", "DATE", "2012-Q2")),
    example("Sales rose in 4Q17, H1FY19, Q3'18 and 2016-Q2, after Q4 of fiscal 2015.", "2018-07-25",
            ("4Q17", "DATE", "2017-Q4"), ("H1FY19", "DATE", "2019-H1"), ("Q3'18", "DATE", "2018-Q3"),
            ("2016-Q2", "DATE", "2016-Q2"), ("Q4 of fiscal 2015", "DATE", "2015-Q4")),
    example("from Q2 to Q4 2017", "2018-07-25", ("Q2", "DATE", "2017-Q2"), ("Q4 2017", "DATE", "2017-Q4")),
    example("Profit rose in the fourth quarter. In the current quarter it fell.", "2016-02-03",
            ("the fourth quarter", "DATE", "2015-Q4"), ("the current quarter", "DATE", "2016-Q1")),
    example("In the first quarter it lost money, after a profit in the same quarter of 2012.", "2013-05-16",
            ("the first quarter", "DATE", "2013-Q1"), ("the same quarter of 2012", "DATE", "2012-Q1")),
    example("Net rose in the third quarter, from $2 million in the same period last year.", "2013-11-16",
            ("the third quarter", "DATE", "2013-Q3"), ("the same period last year", "DATE", "2012-Q3")),
    example("the first half of the contingent", "2012-12-29"),
    example("in the June quarter, and in its first fiscal quarter", "2018-07-25",
            ("the June quarter", "DATE", "2018-Q2"), ("first fiscal quarter", "DATE", "2018-Q1")),
    example("in the first half-hour", "2012-12-29", ("half-hour", "DURATION", "PT30M")),
    example("the second half of the match", "2012-12-29"),
    example("The striker scored in the second half, and in the first quarter of the season.", "2012-12-29"),
    example("the third quarter of 2005", None, ("the third quarter of 2005", "DATE", "2005-Q3")),
    example("the first two quarters of 2006", "2005-10-12", ("the first two quarters of 2006", "DATE", "2006-H1")),
    example("in the first, second and fourth quarters of 2021", "2022-11-20",
            ("first", "DATE", "2021-Q1"), ("second", "DATE", "2021-Q2"),
            ("fourth quarters of 2021", "DATE", "2021-Q4")),
    example("in the last quarter of 1990", "1989-10-30", ("the last quarter of 1990", "DATE", "1990-Q4")),
    example("next year's first quarter", "1989-10-30", ("next year's first quarter", "DATE", "1990-Q1")),
    example("Third-quarter profit rose. In the latest period sales fell from the year-ago quarter.", "1989-11-02",
            ("Third-quarter", "DATE", "1989-Q3"), ("the latest period", "DATE", "1989-Q3"),
            ("the year-ago quarter", "DATE", "1988-Q3")),
    example("Third-quarter profit was $3 million, up from $2 million a year earlier.", "1989-11-02",
            ("Third-quarter", "DATE", "1989-Q3"), ("a year earlier", "DATE", "1988-Q3")),
)  # fmt: skip
