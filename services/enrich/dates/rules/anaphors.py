"""References to a date that the text has given: "then", "at the time", "the same day", "the end of the year"."""

from services.enrich.dates.examples import example
from services.enrich.dates.grammar import Match, Reading, Rule
from services.enrich.dates.lexicon import UNIT_OF
from services.enrich.dates.meanings import Antecedent, Shift, Written


def then(match: Match) -> Reading | None:
    titled = match.end < len(match.tokens) and match.tokens.is_capital(match.end)
    return Reading("DATE", Antecedent()) if match.before() in ("until", "since", "by") and not titled else None


def the_unit(match: Match) -> Reading | None:
    """ "the year" is a length, but "the end of the month" a date."""
    unit = UNIT_OF[match["unit"]]
    if match.after() == "-":
        return None
    if unit == "weekend":
        return Reading("DATE", Shift("weekend", 0))
    if unit in ("year", "month", "week") and match.before() in ("of", "in", "for"):
        if match.before() == "of" and match.before(2) in (
            "end",
            "beginning",
            "start",
            "middle",
            "rest",
            "remainder",
            "half",
        ):
            return Reading("DATE", Shift(unit, 0))
        if match.before() == "in" and match.before(2) in ("earlier", "later", "early", "late"):
            return Reading("DATE", Shift(unit, 0))
    if unit == "day" and match.before() == "in" and match.before(2) in ("earlier", "later", "early", "late"):
        return Reading("DATE", Antecedent("day"))
    if unit == "year":
        return Reading("DURATION", Written("P1Y"))
    return None


RULES = (
    Rule("then", "then", then),
    Rule(
        "the-full-year",
        "the ( full | fiscal | whole | entire | current fiscal ) year",
        lambda _: Reading("DATE", Shift("year", 0)),
    ),
    Rule("the-latest-year", "the latest ( fiscal )? year", lambda _: Reading("DATE", Shift("year", -1))),
    Rule("the-unit", "the <UNIT>", the_unit),
    Rule("year-end", "year ( - | POSSESSIVE )? end", lambda _: Reading("DATE", Shift("year", 0), "END")),
)
EXAMPLES = (
    example("The rights end on Nov. 30. Until then they hold.", "1989-10-30",
            ("Nov. 30", "DATE", "1989-11-30"), ("then", "DATE", "1989-11-30")),
    example("by the end of the year", "1989-10-30", ("the end of the year", "DATE", "1989")),
    example("over the weekend", "1990-08-13", ("the weekend", "DATE", "1990-W32-WE")),
)  # fmt: skip
