"""Holidays and named days."""

from services.enrich.dates.examples import example
from services.enrich.dates.holidays import HOLIDAYS
from services.enrich.dates.meanings import NamedDay, Stated, Written
from services.enrich.dates.numbers import full_year
from services.enrich.dates.periods import Period, civil, day_number
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.months import direction_of


def recurring(name: str) -> Rule:
    """ "Every New Year's Eve": the slot of the calendar, or a year where the day moves."""
    known = [day for year in A_FEW_YEARS if (day := HOLIDAYS[name](year)) is not None]
    dates = {civil(day)[1:] for day in known}
    month, day = min(dates, default=(0, 0))
    value = f"XXXX-{month:02d}-{day:02d}" if len(dates) == 1 else "P1Y"
    return Rule(f"every-{_spoken(name)}", f"( every | each ) {name}", lambda _: Reading("SET", Written(value)))


def named(name: str) -> Rule:
    words, day_in = set(name.split()), HOLIDAYS[name]

    def has_capitals(match: Match) -> bool:
        """The words of a named day have capitals: "an early May day" is none."""
        first, tokens = match.groups.get("direction", (0, match.first))[1], match.tokens
        return all(
            tokens.is_capital(index) for index in range(first, match.end) if tokens.words[index] in words - PARTICLES
        )

    def read(match: Match) -> Reading | None:
        if not has_capitals(match):
            return None
        if "any_year" in match:
            number = day_in(full_year(match["any_year"]))
            return Reading("DATE", Written(None) if number is None else Stated(Period("day", number)))
        direction = direction_of(match["direction"]) if "direction" in match else None
        return Reading("DATE", NamedDay(day_in, direction))

    return Rule(f"holiday-{_spoken(name)}", f"( the? <direction:DIRECTION> )? {name} ( ,? <ANY_YEAR> )?", read)


def _spoken(name: str) -> str:
    """A name as part of a rule's name: "new-years-eve"."""
    return name.replace(" POSSESSIVE", "s").replace(" .?", "").replace(" -?", "").replace("the? ", "").replace(" ", "-")


def eleventh_of_september(match: Match) -> Reading | None:
    """ "9/11" is a day by itself, unless it is part of a longer date."""
    stands_alone = not {match.before(), match.after()} & {"/", "-"}
    if not stands_alone or (match["month"], match["day"]) != ("9", "11"):
        return None
    return Reading("DATE", Stated(Period("day", day_number(2001, 9, 11))))


PARTICLES = {"al", "ul", "-", "the", "the?", "holy", "month", "of"}  # written small within a name
A_FEW_YEARS = range(2000, 2010)  # in which any day that moves has moved
RULES = (
    *(named(name) for name in HOLIDAYS),
    *(recurring(name) for name in HOLIDAYS),
    Rule("nine-eleven", "<month:DAY> / <DAY>", eleventh_of_september),
)
EXAMPLES = (
    example("on Christmas Day 2007", None, ("Christmas Day 2007", "DATE", "2007-12-25")),
    example(
        "In May 1925 it closed. By the following Easter it was gone.",
        None,
        ("May 1925", "DATE", "1925-05"),
        ("the following Easter", "DATE", "1926-04-04"),
    ),
    example("last Thanksgiving", "2000-01-07", ("last Thanksgiving", "DATE", "1999-11-25")),
    example("on an early May day", "1998-10-26", ("early May", "DATE", "1998-05")),
    example(
        "on St. Patrick's Day and since 9/11",
        "2012-03-10",
        ("St. Patrick's Day", "DATE", "2012-03-17"),
        ("9/11", "DATE", "2001-09-11"),
    ),
    example(
        "every New Year's Eve, and each Thanksgiving",
        "2012-11-10",
        ("every New Year's Eve", "SET", "XXXX-12-31"),
        ("each Thanksgiving", "SET", "P1Y"),
    ),
    example(
        "on Eid al-Fitr, before Rosh Hashanah, the Lunar New Year, Diwali and Orthodox Easter 2018",
        "2018-07-25",
        ("Eid al-Fitr", "DATE", "2018-06-15"),
        ("Rosh Hashanah", "DATE", "2018-09-10"),
        ("Lunar New Year", "DATE", "2018-02-16"),
        ("Diwali", "DATE", "2018-11-07"),
        ("Orthodox Easter 2018", "DATE", "2018-04-08"),
    ),
    example(
        "during the holy month of Ramadan, on Eid al-Adha 1890",
        "2018-07-25",
        ("the holy month of Ramadan", "DATE", None),
        ("Eid al-Adha 1890", "DATE", None),
    ),
    example("on Black Friday", "2012-11-10", ("Black Friday", "DATE", "2012-11-23")),
    example("until Election Day.", "1998-10-26", ("Election Day", "DATE", "1998-11-03")),
)
