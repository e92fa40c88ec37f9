"""Distances: "three weeks ago", "two days later", "a month after that", "in a month's time", "the year before"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lengths import FINER
from services.enrich.dates.lexicon import MONTHS, SEASON_OF, SOME, UNIT_OF, WEEKDAYS, words
from services.enrich.dates.meanings import Away, Shift, Weekday, Written, YearAgo
from services.enrich.dates.numbers import number_of
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.durations import part_of_unit
from services.enrich.dates.rules.relative import CLOCK_UNITS, DAYS, of_unit

ENDS = words(". , ; : ) ! ?")  # "two days before" something is a length, "two days before." a date
# What goes on after "a month after that", where a noun would make it "that meeting".
GOING_ON = words(
    "i you he she it we they there who the a an his her their and or but in on at by with was were is came"
)
NAMES = frozenset((*WEEKDAYS, *MONTHS, *SEASON_OF, *UNIT_OF))
COARSE = {"decade": 10, "century": 100, "millennium": 1000}  # years
MONTHS_LONG = {"month": 1, "year": 12} | {unit: 12 * years for unit, years in COARSE.items()}
DAYS_LONG = {"day": 1, "week": 7, "fortnight": 14}


def distance(match: Match) -> Reading | None:
    """ "two years ago", "a month earlier", "three days later", but not "two days after the war" or "later than"."""
    is_length = match["back"] in ("before", "after") and match.after() not in ENDS
    return None if is_length or match.after() == "than" else distance_said(match)


def distance_said(match: Match) -> Reading | None:
    """The distance, at the granularity of the unit."""
    unit = UNIT_OF[match["anyunit"]]
    back = match["back"] in ("ago", "earlier", "before", "previously", "back")
    deictic = match["back"] in ("ago", "from now", "hence", "back", "time")
    if unit in CLOCK_UNITS:
        return None
    said = match.words("amount")
    if unit in COARSE and "half" in match:
        unit, said = "year", [str(COARSE[unit] // 2)]
    if not said or set(said) & set(SOME):
        return Reading("DATE", Written("PAST_REF" if back else "FUTURE_REF"))
    amount = number_of(said) if said not in (["a"], ["an"]) else number_of(["one"])
    if amount is None:
        return None
    if "and_a_half" in match:
        amount += part_of_unit(match["and_a_half"])
    if amount.denominator > 1 and unit in FINER:
        unit, ratio = FINER[unit]
        amount *= ratio
    if unit == "year" and amount == 1 and back:
        return Reading("DATE", YearAgo("publication" if deictic else "antecedent"))
    if unit == "decade":
        unit, amount = "year", amount * 10
    count = -int(amount) if back else int(amount)
    return Reading("DATE", of_unit(unit, count, "publication" if deictic else "antecedent"))


def from_that(match: Match) -> Reading | None:
    """ "A month after that", not "a month after that meeting"."""
    return distance_said(match) if match.after() in ENDS or match.after() in GOING_ON else None


def in_time(match: Match) -> Reading | None:
    """ "In a month's time"."""
    return distance_said(match) if match.before() == "in" else None


def beside(match: Match) -> Reading | None:
    """ "The year before.", "the day after," with nothing after it that it would be before."""
    unit = UNIT_OF[match["unit"]]
    if unit in CLOCK_UNITS or match["unit"] == "night" or match.after() not in ENDS:
        return None
    return Reading("DATE", of_unit(unit, 1 if match["side"] in ("after", "later") else -1, "antecedent"))


def from_day(match: Match) -> Reading | None:
    """ "A year ago today", "two months from Friday". Of "a week ago Tuesday", the Tuesday is that of the week."""
    unit, said = UNIT_OF[match["anyunit"]], match.words("amount")
    amount = number_of(["one"] if said in (["a"], ["an"]) else said)
    is_length = match.before() == "for" and match["ago_or_from"] == "from"
    if amount is None or amount.denominator > 1 or is_length or (unit in DAYS_LONG and "weekday" in match):
        return None
    count = int(-amount if match["ago_or_from"] == "ago" else amount)
    day = Weekday(WEEKDAYS[match["weekday"]]) if "weekday" in match else Shift("day", DAYS[match["today"]])
    if unit in DAYS_LONG:
        return Reading("DATE", Away(count * DAYS_LONG[unit], day))
    return Reading("DATE", Away(0, day, count * MONTHS_LONG[unit])) if unit in MONTHS_LONG else None


def before_last(match: Match) -> Reading | None:
    """ "The year before last", "the week after next", not "the day before last Friday"."""
    unit = UNIT_OF[match["unit"]]
    if unit in CLOCK_UNITS or unit == "day" or match.after() in NAMES:
        return None
    return Reading("DATE", of_unit(unit, 2 if match["side"] == "next" else -2, "publication"))


RULES = (
    Rule("distance", "<amount:AMOUNT> more? <ANYUNIT> ( or so )? <back:BACK>", distance),
    Rule("distance-from-that", "<amount:AMOUNT> <ANYUNIT> ( or so )? <back:BEFORE_AFTER> ( that | this )", from_that),
    Rule("distance-from-day", "<amount:AMOUNT> <ANYUNIT> <AGO_OR_FROM> ( <TODAY> | <WEEKDAY> )", from_day),
    Rule("time-ahead", "<amount:AMOUNT> <ANYUNIT> POSSESSIVE <back:TIME>", in_time),
    Rule("distance-and-a-half", "<amount:AMOUNT> <anyunit:UNIT> <and_a_half:AND_A_HALF> <back:BACK>", distance),
    Rule("half-distance", "<half:HALF> AN <anyunit:UNIT> <back:BACK>", distance),
    Rule("unit-before-last", "the <UNIT> before last", before_last),
    Rule("unit-after-next", "the <UNIT> after <side:NEXT>", before_last),
    Rule("unit-before", "the <UNIT> <side:BEFORE_AFTER>", beside),
    Rule("vague-distance", "<anyunit:UNITS> <back:BACK>", distance),
)
EXAMPLES = (
    example("It happened two years ago.", "1998-02-13", ("two years ago", "DATE", "1996")),
    example("half a century ago, and the year before last", "1998-02-20",
            ("half a century ago", "DATE", "1948"), ("the year before last", "DATE", "1996")),
    example("It happened six weeks ago.", "1998-02-20", ("six weeks ago", "DATE", "1998-W02")),
    example("It happened a week or so ago.", "1998-02-20", ("a week or so ago", "DATE", "1998-W07")),
    example("a year and a half ago, 2 1/2 years ago", "1998-03-04",
            ("a year and a half ago", "DATE", "1996-09"), ("2 1/2 years ago", "DATE", "1995-09")),
    example("It happened 11 days ago.", "1999-04-19", ("11 days ago", "DATE", "1999-04-08")),
    example("He left on March 3, 1911. Two days later he was back.", None,
            ("March 3, 1911", "DATE", "1911-03-03"), ("Two days later", "DATE", "1911-03-05")),
    example("It was in May 1985. The following month it fell, and later that year again.", None,
            ("May 1985", "DATE", "1985-05"), ("The following month", "DATE", "1985-06"),
            ("later that year", "DATE", "1985")),
    example("on March 3, 1911, and the year before.", None,
            ("March 3, 1911", "DATE", "1911-03-03"), ("the year before", "DATE", "1910")),
    example("It opened in May 2017. A month after that it closed, a month after that meeting.", None,
            ("May 2017", "DATE", "2017-05"), ("A month after that", "DATE", "2017-06"),
            ("a month", "DURATION", "P1M")),
    example("The council votes in a month's time, and again in two weeks' time.", "2012-07-04",
            ("a month's time", "DATE", "2012-08"), ("two weeks' time", "DATE", "2012-W29")),
    example("A year ago today he left, two weeks ago today he came, a century from tomorrow he will go.", "2012-12-05",
            ("A year ago today", "DATE", "2011-12-05"), ("two weeks ago today", "DATE", "2012-11-21"),
            ("a century from tomorrow", "DATE", "2112-12-06")),
    example("He left a month ago today, and a year ago Monday; for a year from today", "2013-03-31",
            ("a month ago today", "DATE", "2013-02-28"), ("a year ago Monday", "DATE", "2012-03-25"),
            ("a year", "DURATION", "P1Y"), ("today", "DATE", "2013-03-31")),
    example("a day later than planned", None, ("a day", "DURATION", "P1D")),
    example("the week after next", "2003-01-08", ("the week after next", "DATE", "2003-W04")),
)  # fmt: skip
