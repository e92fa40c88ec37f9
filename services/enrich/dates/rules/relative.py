"""Dates by their distance from a day: "yesterday", "last year", "three weeks ago", "the following month"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lengths import FINER, length
from services.enrich.dates.lexicon import MONTHS, SEASON_OF, SOME, UNIT_OF, WEEKDAYS, words
from services.enrich.dates.meanings import Anchor, Shift, Written, YearAgo
from services.enrich.dates.numbers import number_of
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.durations import part_of_unit

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "same": 0, "that": 0,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
SPOKEN_OF_THE_TEXT = words("previous preceding prior following same that")
SPANNING = words("over within for during throughout")  # "over the next year" starts now, "in the next year" then
ENDS = words(". , ; : ) ! ?")  # "two days before" something is a length, "two days before." a date
# What goes on after "a month after that", where a noun would make it "that meeting".
GOING_ON = words("i you he she it we they there who the a an his her their and or but in on at by with was were is came")
QUOTES = words("\" '' ' “ ‘ `")
NAMES = frozenset((*WEEKDAYS, *MONTHS, *SEASON_OF, *UNIT_OF))
COARSE = {"decade": 10, "century": 100, "millennium": 1000}  # years
CLOCK_UNITS = frozenset(("second", "minute", "hour"))


def named_day(match: Match) -> Reading | None:
    """ "Today", but not the last word of a name: "USA Today"."""
    tokens, first = match.tokens, match.first
    inside = tokens.sentence_span(first)[0] < first
    if inside and tokens.is_capital(first) and match.before().isalpha() and tokens.is_capital(first - 1):
        return None
    return Reading("DATE", Shift("day", DAYS[match["named"]]))


def step(match: Match) -> Reading | None:
    """ "this week", "last year", "the following month": one step from the publication or from what was last said."""
    said = match.words("step")
    unit = UNIT_OF[match["unit"]]
    is_of_match = unit == "quarter" and match.tokens.tells_of_match
    if match.after() == "of" and "the" in (said[0], match.before()) and said[-1] in ("last", "next"):
        return None  # "the last week of May"
    if (
        unit in CLOCK_UNITS
        or match["unit"] == "night"
        or is_of_match
        or (_is_title(match) and match.before() in QUOTES)
    ):
        return None
    spans = match.before() in SPANNING and said == ["the", "next"]
    is_length = spans or said in (["the", "past"], ["the", "last"], ["the", "coming"])
    if is_length and unit in ("decade", "century"):
        return Reading("DURATION", Written(length(1, unit)))
    if unit == "day" and said[-1] not in SPOKEN_OF_THE_TEXT and said[-1] != "next":
        return Reading("DATE", Written("PRESENT_REF")) if said[-1] == "this" else None
    count = STEPS[said[-1]]
    anchor: Anchor = "antecedent" if said[-1] in SPOKEN_OF_THE_TEXT else "publication"
    if said[-1] == "next" and (said[0] == "the" or unit == "day") and not spans:
        anchor = "antecedent"
    return Reading("DATE", _of_unit(unit, count, anchor))


def _is_title(match: Match) -> bool:
    """Both words begin with a capital, as in the name of a programme: "This Week"."""
    return all(match.tokens.is_capital(index) for index in range(match.first, match.end))


def _of_unit(unit: str, count: int, anchor: Anchor) -> Shift:
    return Shift("week", count * 2, anchor) if unit == "fortnight" else Shift(unit, count, anchor)


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
    return Reading("DATE", _of_unit(unit, count, "publication" if deictic else "antecedent"))


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
    return Reading("DATE", _of_unit(unit, 1 if match["side"] in ("after", "later") else -1, "antecedent"))


def before_last(match: Match) -> Reading | None:
    """ "The year before last", "the week after next", not "the day before last Friday"."""
    unit = UNIT_OF[match["unit"]]
    if unit in CLOCK_UNITS or unit == "day" or match.after() in NAMES:
        return None
    return Reading("DATE", _of_unit(unit, 2 if match["side"] == "next" else -2, "publication"))


RULES = (
    Rule("named-day", "<named:TODAY>", named_day),
    Rule("day-before-yesterday", "the? day before yesterday", lambda _: Reading("DATE", Shift("day", -2))),
    Rule("day-after-tomorrow", "the? day after tomorrow", lambda _: Reading("DATE", Shift("day", 2))),
    Rule("step", "<step:STEP> ( fiscal | calendar | financial | school )? <UNIT>", step),
    Rule("distance", "<amount:AMOUNT> more? <ANYUNIT> ( or so )? <back:BACK>", distance),
    Rule("distance-from-that", "<amount:AMOUNT> <ANYUNIT> ( or so )? <back:BEFORE_AFTER> ( that | this )", from_that),
    Rule("time-ahead", "<amount:AMOUNT> <ANYUNIT> POSSESSIVE <back:TIME>", in_time),
    Rule("distance-and-a-half", "<amount:AMOUNT> <anyunit:UNIT> <and_a_half:AND_A_HALF> <back:BACK>", distance),
    Rule("half-distance", "<half:HALF> AN <anyunit:UNIT> <back:BACK>", distance),
    Rule("unit-before-last", "the <UNIT> before last", before_last),
    Rule("unit-after-next", "the <UNIT> after <side:NEXT>", before_last),
    Rule("unit-before", "the <UNIT> <side:BEFORE_AFTER>", beside),
    Rule("vague-distance", "<anyunit:UNITS> <back:BACK>", distance),
)
EXAMPLES = (
    example("today, yesterday and tomorrow", "2012-03-01",
            ("today", "DATE", "2012-03-01"), ("yesterday", "DATE", "2012-02-29"), ("tomorrow", "DATE", "2012-03-02")),
    example("He told USA Today so.", "2012-03-01"),
    example("the day before yesterday", "2012-03-01", ("the day before yesterday", "DATE", "2012-02-28")),
    example("last year and this month", "1989-11-02", ("last year", "DATE", "1988"), ("this month", "DATE", "1989-11")),
    example("over the next year, and in the next", "1998-12-30", ("the next year", "DATE", "1999")),
    example("over the next decade, and in the coming decade", "1998-12-30",
            ("the next decade", "DURATION", "P10Y"), ("the coming decade", "DURATION", "P10Y")),
    example("up from $2 million in the prior year", "1998-12-30", ("the prior year", "DATE", "1997")),
    example("in the last week of May", "1998-06-30", ("May", "DATE", "1998-05")),
    example("next week", "1998-12-30", ("next week", "DATE", "1999-W01")),
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
    example("a day later than planned", None, ("a day", "DURATION", "P1D")),
    example("the week after next", "2003-01-08", ("the week after next", "DATE", "2003-W04")),
    example("today", None, ("today", "DATE", None)),
)  # fmt: skip
