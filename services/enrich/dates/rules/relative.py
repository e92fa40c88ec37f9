"""Dates by a step from a day: "yesterday", "last year", "the following month"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lengths import length
from services.enrich.dates.lexicon import UNIT_OF, words
from services.enrich.dates.meanings import Anchor, Shift, Written
from services.enrich.dates.rule import Match, Reading, Rule

DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0, "current": 0, "same": 0, "that": 0,
    "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
SPOKEN_OF_THE_TEXT = words("previous preceding prior following same that")
SPANNING = words("over within for during throughout")  # "over the next year" starts now, "in the next year" then
QUOTES = words("\" '' ' “ ‘ `")
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
    return Reading("DATE", of_unit(unit, count, anchor))


def _is_title(match: Match) -> bool:
    """Both words begin with a capital, as in the name of a programme: "This Week"."""
    return all(match.tokens.is_capital(index) for index in range(match.first, match.end))


def of_unit(unit: str, count: int, anchor: Anchor) -> Shift:
    return Shift("week", count * 2, anchor) if unit == "fortnight" else Shift(unit, count, anchor)


RULES = (
    Rule("named-day", "<named:TODAY>", named_day),
    Rule("day-before-yesterday", "the? day before yesterday", lambda _: Reading("DATE", Shift("day", -2))),
    Rule("day-after-tomorrow", "the? day after tomorrow", lambda _: Reading("DATE", Shift("day", 2))),
    Rule("step", "<step:STEP> ( fiscal | calendar | financial | school )? <UNIT>", step),
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
    example("in the last week of May, and in the first week of June 1999", "1998-06-30",
            ("the last week of May", "DATE", "1998-05"), ("the first week of June 1999", "DATE", "1999-06")),
    example("next week", "1998-12-30", ("next week", "DATE", "1999-W01")),
    example("today", None, ("today", "DATE", None)),
)  # fmt: skip
