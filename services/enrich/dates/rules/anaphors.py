"""References to a date that the text has given: "then", "at the time", "the same day", "the end of the year"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import UNIT_OF, words
from services.enrich.dates.meanings import Antecedent, Meaning, Shift, Stated, Written
from services.enrich.dates.periods import of_year
from services.enrich.dates.rule import Match, Reading, Rule

PERIODS = words("week month year decade century")
PARTS = words("end beginning start middle rest remainder half")


def then(match: Match) -> Reading | None:
    titled = match.end < len(match.tokens) and match.tokens.is_capital(match.end)
    return Reading("DATE", Antecedent()) if match.before() in ("until", "since", "by") and not titled else None


def the_unit(match: Match) -> Reading | None:
    """ "The year" is a length, but "the end of the year" and "earlier in the year" are in a date."""
    unit, before, further = UNIT_OF[match["unit"]], match.before(), match.before(2)
    within = before == "in" and further in ("earlier", "later", "early", "late")
    part_of = before == "of" and further in PARTS
    meaning: Meaning | None = None
    if match.after() == "-" or (unit == "week" and match.after() in ("after", "before")):
        pass
    elif unit == "weekend" or (part_of and unit in PERIODS) or (within and unit in ("year", "month", "week")):
        meaning = Shift(unit, 0)
    elif unit == "week":
        meaning = Shift("week", 0, "antecedent")
    elif unit == "day" and within:
        meaning = Antecedent("day")
    elif unit == "year" and before == "of":
        meaning = None if match.tokens.is_capital(match.end - 1) else Shift("year", 0)
    elif unit == "year":
        return Reading("DURATION", Written("P1Y"))
    return Reading("DATE", meaning) if meaning else None


def year_end(match: Match) -> Reading:
    return Reading("DATE", Stated(of_year(int(match["year"]))) if "year" in match else Shift("year", 0), "END")


RULES = (
    Rule("then", "then", then),
    Rule(
        "the-full-year",
        "the ( full | fiscal | whole | entire | current fiscal ) year",
        lambda _: Reading("DATE", Shift("year", 0)),
    ),
    Rule("the-latest-year", "the latest ( fiscal )? year", lambda _: Reading("DATE", Shift("year", -1))),
    Rule(
        "the-week-of",
        "the week ( of | ended | ending | beginning | starting )",
        lambda _: Reading("DATE", Shift("week", 0)),
    ),
    Rule("the-unit", "the <UNIT>", the_unit),
    Rule("year-end", "year ( - | POSSESSIVE )? end <YEAR>?", year_end),
    Rule("the-years-end", "the year POSSESSIVE end", year_end),
)
EXAMPLES = (
    example("The rights end on Nov. 30. Until then they hold.", "1989-10-30",
            ("Nov. 30", "DATE", "1989-11-30"), ("then", "DATE", "1989-11-30")),
    example("by the end of the decade", "1989-10-30", ("the end of the decade", "DATE", "198")),
    example("by the end of the year", "1989-10-30", ("the end of the year", "DATE", "1989")),
    example("at the year's end", "2018-07-25", ("the year's end", "DATE", "2018")),
    example("at year-end 2017, by year-end", "2018-07-25",
            ("year-end 2017", "DATE", "2017"), ("year-end", "DATE", "2018")),
    example("the last of the year, but no Player of the Year", "1989-10-30", ("the year", "DATE", "1989")),
    example("in the week of May 15", "2000-05-04", ("the week of May 15", "DATE", "2000-W20")),
    example("sales in the week ended Nov. 4", "1989-11-12", ("the week ended Nov. 4", "DATE", "1989-W44")),
    example("over the weekend of March 10", "1990-02-24", ("the weekend of March 10", "DATE", "1990-W10-WE")),
    example("over the weekend", "1990-08-13", ("the weekend", "DATE", "1990-W32-WE")),
)  # fmt: skip
