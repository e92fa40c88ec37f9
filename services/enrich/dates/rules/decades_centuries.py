"""Decades and centuries: "the 1990s", "the '80s", "the nineties", "the 19th century", "the 9th century BC"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import WORD_DECADES
from services.enrich.dates.meanings import Stated
from services.enrich.dates.numbers import SMALL, full_year, ordinal_of
from services.enrich.dates.periods import Period
from services.enrich.dates.rule import Match, Reading, Rule


def decade(match: Match) -> Reading | None:
    """The 1900s are a century, the 1910s a decade; "80s" without apostrophe needs its "the" or "mid-"."""
    digits = match["decade"].strip("'’‘`s")
    apostrophe = match["decade"][0] in "'’‘`"
    if len(digits) == 2 and not (apostrophe or match.tokens.words[match.first] == "the" or match.before() == "-"):
        return None
    year = full_year(digits)
    if year % 100 == 0 and year != 2000:
        return Reading("DATE", Stated(Period("century", year // 100)))
    return Reading("DATE", Stated(Period("decade", year // 10)))


def decade_said(match: Match) -> Reading:
    century = SMALL.get(match["hundreds"], 19)
    return Reading("DATE", Stated(Period("decade", century * 10 + WORD_DECADES[match["decade_word"]])))


def century(match: Match) -> Reading | None:
    number = ordinal_of(match.words("ordinal_long"))
    if not 1 <= number <= 30:
        return None
    return Reading("DATE", Stated(Period("century", -number if "era_bc" in match else number - 1)))


RULES = (
    Rule("decade", "the? <DECADE>", decade),
    Rule("decade-in-words", "the ( <HUNDREDS> -? )? <DECADE_WORD>", decade_said),
    Rule("century", "the? <ORDINAL_LONG> -? ( century | centuries ) <ERA_BC>?", century),
)
EXAMPLES = (
    example("in the 1990s and the '80s", None, ("the 1990s", "DATE", "199"), ("the '80s", "DATE", "198")),
    example("in the nineties", None, ("the nineties", "DATE", "199")),
    example("a 20th century democrat", None, ("20th century", "DATE", "19")),
    example("in the middle of the 9th century BC", None, ("the middle of the 9th century BC", "DATE", "BC08")),
    example("from the 5th to the 7th century", None, ("5th", "DATE", "04"), ("the 7th century", "DATE", "06")),
    example("temperatures in 80s", None),
)
