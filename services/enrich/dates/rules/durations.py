"""Lengths of time: "two years", "the past 12 months", "a year and a half", "four-day", "several weeks"."""

from fractions import Fraction

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.examples import example
from services.enrich.dates.lengths import length
from services.enrich.dates.lexicon import PLURAL_UNITS, SOME, UNIT_OF, UNITS, words
from services.enrich.dates.meanings import Written
from services.enrich.dates.numbers import number_of
from services.enrich.dates.rule import Match, Reading, Rule

MODALS = words("to will would could can may might should must ll")
RATED = words("percent % cents dollars euros pounds yen million billion #other")
SOME_DAY = words("will 'll may might could can would")
# "A quarter" and "three-quarters" are fractions.
PLAIN_QUARTERS = words("two four five six seven eight nine ten several few")


def amount_of(said: list[str]) -> Fraction | None:
    """The number; None for "several"; "a couple of" is two (TIMEX2 guidelines count it so)."""
    plain = [word for word in said if word not in ("a", "an", "of", "the", "more", "another", "additional")]
    if plain == ["couple"]:
        return Fraction(2)
    if not plain:
        return Fraction(1)
    return None if set(plain) & set(SOME) else number_of(plain)


def duration(match: Match) -> Reading | None:
    unit, said = UNIT_OF[match["anyunit"]], match.words("amount")
    amount = amount_of(said)
    if _names_no_length(match, unit, said) or (amount is None and not set(said) & set(SOME)):
        return None
    ahead = {match.after(distance) for distance in (1, 2, 3)} | {match.before()}
    if said == ["one"] and unit == "day" and ahead & SOME_DAY:
        return Reading("DATE", Written("FUTURE_REF"))
    if said in (["a"], ["an"]) and (match.before() in ("once", "twice", "times") or _is_rate(match)):
        return Reading("SET", Written(length(1, unit)))
    if "half" in match:
        amount = (amount or Fraction(1)) + part_of_unit(match["half"])
    return Reading("DURATION", Written(length(amount, unit)))


def part_of_unit(said: str) -> Fraction:
    """How much "and a half" or "and a quarter" adds."""
    return Fraction(1, 4 if said.endswith("quarter") else 2)


def _names_no_length(match: Match, unit: str, said: list[str]) -> bool:
    singular = match["anyunit"] in UNITS
    return (
        is_age(match)
        or _is_programme(match)
        or (match.tokens.words[match.first] == "last" and match.before() in MODALS)  # "it may last a week"
        or (match.after() == "-" and match.after(2) in ("ago", "earlier", "end", "long"))
        # In "a five year low" the length is only "five year".
        or (singular and len(said) > 1 and said[0] in ("a", "the") and said[1] not in ("full", "single"))
        or (singular and said == ["some"])
        or (singular and unit == "second" and said[-1:] in (["a"], ["an"], ["one"], []))
        or (unit == "quarter" and not set(said) & PLAIN_QUARTERS)
    )


def _is_programme(match: Match) -> bool:
    """ "60 Minutes": a unit with a capital where the words beside it have none, as they would in a headline."""
    tokens, first, last = match.tokens, match.first, match.end - 1
    if not tokens.text[tokens.starts[last] : tokens.ends[last]].istitle():
        return False
    begins = tokens.sentence_span(first)[0] == first
    lower_before = match.before() and not (match.before()[0].isalpha() and tokens.is_capital(first - 1))
    return match.after().isalpha() and not tokens.is_capital(match.end) if begins else bool(lower_before)


def _is_rate(match: Match) -> bool:
    """ "Six days a week", "$5 a month", "2 percent a year"."""
    before = match.tokens.keys[match.first - 1] if match.first else ""
    return before in PLURAL_UNITS or before in CLASSES["DIGITS"] or before in RATED


def is_age(match: Match) -> bool:
    """ "6-year-old", "52 years old", "15-year-olds"."""
    return match.after() == "old" or match.after(2) in ("old", "olds")


def half(match: Match) -> Reading | None:
    unit = UNIT_OF[match["unit"]]
    return None if unit in ("second", "weekend") else Reading("DURATION", Written(length(Fraction(1, 2), unit)))


def three_quarters(match: Match) -> Reading:
    return Reading("DURATION", Written(length(Fraction(3, 4), UNIT_OF[match["unit"]])))


def lasting(match: Match) -> Reading:
    """ "Week-long", "decades-long", "daylong"."""
    said = match["anyunit"] or match["long"].removesuffix("long")
    return Reading("DURATION", Written(length(1 if said in UNITS else None, UNIT_OF[said])))


def between(match: Match) -> Reading | None:
    """ "two to three weeks", "12 to 18 months": the lower bound, EQUAL_OR_MORE."""
    low = number_of(match.words("low"))
    if low is None:
        return None
    return Reading("DURATION", Written(length(low, UNIT_OF[match["units"] or match["unit"]])), "EQUAL_OR_MORE")


BOUND = "( the ( PAST_WORD | NEXT_WORD | first | final | latest | initial | entire )? | PAST_WORD | NEXT_WORD | first )"
KIND = "( more | full | straight | consecutive | additional | trading | business | long | previous | preceding )?"
RULES = (
    Rule("duration", f"<amount:AMOUNT> {KIND} <ANYUNIT> <half:AND_A_HALF>?", duration),
    Rule("bounded-duration", f"{BOUND} <amount:AMOUNT> {KIND} <ANYUNIT> <half:AND_A_HALF>?", duration),
    Rule("bounded-and-a-half", "the? ( PAST_WORD | NEXT_WORD ) <anyunit:UNIT> <half:AND_A_HALF>", duration),
    Rule("hyphenated-duration", "<amount:HYPHENATED> - <ANYUNIT>", duration),
    Rule("hyphenated-period", "( a | the same? )? <amount:HYPHENATED> - <ANYUNIT> period", duration),
    Rule("number-and-a-half", "<amount:AMOUNT> <half:AND_A_HALF> <ANYUNIT>", duration),
    Rule("half", "half ( a | an ) <UNIT>", half),
    Rule("three-quarters", "three -? quarters of AN <UNIT>", three_quarters),
    Rule("half-hyphenated", "a? half - <UNIT>", half),
    Rule("lasting-so-many", "<amount:HYPHENATED> - <ANYUNIT> - long", duration),
    Rule("lasting", "<ANYUNIT> - long | <LONG>", lasting),
    Rule("quarter-century", "a quarter -? ( of a )? century", lambda _: Reading("DURATION", Written("P25Y"))),
    Rule("hyphenated-range", "<low:NUMBER> - ( to | or ) NUMBER - <UNIT>", between),
    Rule("one-or-two", "AN <anyunit:UNIT> or two", lasting),
    Rule("range", f"( {BOUND} )? <low:NUMBER> ( to | or | - ) NUMBER -? <UNITS>", between),
)
EXAMPLES = (
    example("He waited two years, and nearly an hour.", None,
            ("two years", "DURATION", "P2Y"), ("nearly an hour", "DURATION", "PT1H")),
    example("a five year low, five-and-a-half years", None,
            ("five year", "DURATION", "P5Y"), ("five-and-a-half years", "DURATION", "P5Y6M")),
    example("for the past year and a half", None, ("the past year and a half", "DURATION", "P1Y6M")),
    example("for 2 1/2 years", None, ("2 1/2 years", "DURATION", "P2Y6M")),
    example("a minute and a half later it was over; a year and a half of war", None,
            ("a minute and a half", "DURATION", "PT1M30S"), ("a year and a half", "DURATION", "P1Y6M")),
    example("the past two months, the next few days, a couple of years", None,
            ("the past two months", "DURATION", "P2M"), ("the next few days", "DURATION", "PXD"),
            ("a couple of years", "DURATION", "P2Y")),
    example("40 hours a week, at 3 percent a year", None,
            ("40 hours", "DURATION", "PT40H"), ("a week", "SET", "P1W"), ("a year", "SET", "P1Y")),
    example("a week-long fast, a decades-long feud, a weeklong visit, a quarter-century of peace", None,
            ("week-long", "DURATION", "P1W"), ("decades-long", "DURATION", "PXDE"), ("weeklong", "DURATION", "P1W"),
            ("a quarter-century", "DURATION", "P25Y")),
    example("expected to last a month, in the past nine quarters", None,
            ("a month", "DURATION", "P1M"), ("the past nine quarters", "DURATION", "P9Q")),
    example("a four-day visit, a two-year-long trial", None,
            ("four-day", "DURATION", "P4D"), ("two-year-long", "DURATION", "P2Y")),
    example("an hour and a quarter later, half a day, three-quarters of an hour, 1.5 million years", None,
            ("an hour and a quarter", "DURATION", "PT1H15M"), ("half a day", "DURATION", "PT12H"),
            ("three-quarters of an hour", "DURATION", "PT45M"), ("1.5 million years", "DURATION", "P1500000Y")),
    example("He told 60 Minutes so after 60 minutes.", None, ("60 minutes", "DURATION", "PT60M")),
    example("in a year or two", None, ("a year or two", "DURATION", "P1Y")),
    example("a three- to five-year term", None, ("three- to five-year", "DURATION", "P3Y")),
    example("within two to three weeks", None, ("two to three weeks", "DURATION", "P2W")),
    example("half an hour, a decade", None, ("half an hour", "DURATION", "PT30M"), ("a decade", "DURATION", "P10Y")),
    example("a 6-year-old boy and his brother, 52 years old, came in a second, with 15-year-olds", None),
)  # fmt: skip
