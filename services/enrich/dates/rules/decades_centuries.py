"""Decades and centuries: "the 1990s", "the '80s", "the nineties", "the 19th century", "the 9th century BC"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import ORDINALS, WORD_DECADES, words
from services.enrich.dates.meanings import Stated
from services.enrich.dates.numbers import SMALL, ordinal_of
from services.enrich.dates.periods import Period
from services.enrich.dates.rule import Match, Reading, Rule

KINDS = words("roaring swinging early late mid")


def decade(match: Match) -> Reading | None:
    """The 1900s are a century, the 1910s a decade; "80s" without apostrophe needs its "the" or "mid-"."""
    digits = match["decade"].strip("'’‘`s")
    apostrophe = match["decade"][0] in "'’‘`"
    if len(digits) == 2 and not (apostrophe or _is_said_of_years(match)):
        return None
    year = int(digits) if len(digits) > 2 else _of_last_century(int(digits))
    if year % 100 == 0 and year != 2000:
        return Reading("DATE", Stated(Period("century", year // 100)))
    return Reading("DATE", Stated(Period("decade", year // 10)))


def _is_said_of_years(match: Match) -> bool:
    """ "The 80s", "mid-80s", "the 70s and 80s"."""
    follows_decade = match.before() in ("and", "or", "to") and match.tokens.keys[match.first - 2] == "#decade"
    return match.tokens.words[match.first] == "the" or match.before() == "-" or follows_decade


def _of_last_century(digits: int) -> int:
    """The '20s to '90s are of the 20th century, as news archives go; only the '10s are of this one."""
    return digits + (2000 if digits < 20 else 1900)


def decade_of_kind(match: Match) -> Reading | None:
    """ "The roaring twenties", "the mid-sixties", not "in his early sixties"."""
    the = match.before(3) if match.before() == "-" else match.before(2)
    kind = match.before(2) if match.before() == "-" else match.before()
    return decade_said(match) if kind in KINDS and the == "the" else None


def decade_of_century(match: Match) -> Reading | None:
    """ "The last decade of the 20th century"."""
    number, last = ordinal_of(match.words("ordinal_long")), match["which"] in ("last", "final", "closing")
    position = ordinal_of(match.words("which")) - 1 if match["which"] in ORDINALS else 9 * last
    if not (1 <= number <= 30 and 0 <= position <= 9):
        return None
    return Reading("DATE", Stated(Period("decade", (number - 1) * 10 + position)))


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
    Rule("decade-of-kind", "<DECADE_WORD>", decade_of_kind),
    Rule(
        "decade-of-century",
        "the <which:WHICH_DECADE> decade of the <ORDINAL_LONG> century",
        decade_of_century,
    ),
    Rule("century", "the? <ORDINAL_LONG> -? ( century | centuries ) <ERA_BC>?", century),
)
EXAMPLES = (
    example("in the 1990s and the '80s", None, ("the 1990s", "DATE", "199"), ("the '80s", "DATE", "198")),
    example(
        "in the nineties, the roaring twenties and the mid-sixties, in his early sixties",
        None,
        ("the nineties", "DATE", "199"),
        ("twenties", "DATE", "192"),
        ("the mid-sixties", "DATE", "196"),
    ),
    example(
        "in the '30s, the 40s and 50s and the '10s",
        None,
        ("the '30s", "DATE", "193"),
        ("the 40s", "DATE", "194"),
        ("50s", "DATE", "195"),
        ("the '10s", "DATE", "201"),
    ),
    example("in the last decade of the 20th century", None, ("the last decade of the 20th century", "DATE", "199")),
    example("a 20th century democrat", None, ("20th century", "DATE", "19")),
    example("in the middle of the 6th century BC", None, ("the middle of the 6th century BC", "DATE", "BC05")),
    example("from the 5th to the 7th century", None, ("5th", "DATE", "04"), ("the 7th century", "DATE", "06")),
    example("temperatures in 80s", None),
)
