"""Holidays and named days."""

from services.enrich.dates.examples import example
from services.enrich.dates.holidays import HOLIDAYS
from services.enrich.dates.meanings import NamedDay, Stated
from services.enrich.dates.numbers import full_year
from services.enrich.dates.periods import Period
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.months_years import direction_of


def named(name: str) -> Rule:
    words, day_in = name.split(), HOLIDAYS[name]

    def capitals(first: int) -> list[int]:
        """The tokens that have a capital in the name of a day: "an early May day" is none."""
        return [first + index for index, word in enumerate(words) if word.isalpha() and word.islower()]

    def read(match: Match) -> Reading | None:
        first = match.groups.get("direction", (0, match.first))[1]
        if not all(match.tokens.is_capital(index) for index in capitals(first)):
            return None
        if "any_year" in match:
            return Reading("DATE", Stated(Period("day", day_in(full_year(match["any_year"])))))
        direction = direction_of(match["direction"]) if "direction" in match else None
        return Reading("DATE", NamedDay(day_in, direction))

    return Rule(f"holiday-{name.replace(' ', '-')}", f"( <direction:DIRECTION> )? {name} ( ,? <ANY_YEAR> )?", read)


RULES = tuple(named(name) for name in HOLIDAYS)
EXAMPLES = (
    example("on Christmas Day 2007", None, ("Christmas Day 2007", "DATE", "2007-12-25")),
    example("last Thanksgiving", "2000-01-07", ("last Thanksgiving", "DATE", "1999-11-25")),
    example("on an early May day", "1998-10-26", ("early May", "DATE", "1998-05")),
    example("on Black Friday", "2012-11-10", ("Black Friday", "DATE", "2012-11-23")),
    example("until Election Day.", "1998-10-26", ("Election Day", "DATE", "1998-11-03")),
)
