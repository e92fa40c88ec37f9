"""Lengths without a number: "years", "recent months", "the past decades", and "weekends"."""

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.examples import example
from services.enrich.dates.lengths import length
from services.enrich.dates.lexicon import UNIT_OF
from services.enrich.dates.meanings import Written
from services.enrich.dates.rule import Match, Reading, Rule


def open_length(match: Match) -> Reading | None:
    if match["units"] == "weekends":
        return Reading("SET", Written("XXXX-WXX-WE"))
    if _names_no_length(match):
        return None
    return Reading("DURATION", Written(length(None, UNIT_OF[match["units"]])))


def _names_no_length(match: Match) -> bool:
    alone = match.first + 1 == match.end
    return (
        match.after() in ("old", "apart")
        or match.before() == "-"
        or match.before()[:1].isdigit()
        or (alone and match.before() in CLASSES["NUMBER_WORD"])  # which no rule read: "the Thirty Years' War"
        or (match.before() == "of" and match.before(2) == "matter")
        or (match["units"] == "quarters" and alone)
        or (match["units"] == "minutes" and alone and match.after() == "of")  # of a meeting
        or (match["units"] == "hours" and match.tokens.word(match.end - 2) in ("early", "small", "late"))
        or ("the" in match and match.after() in ("before", "after"))
    )


RULES = (
    Rule(
        "bounded-units",
        "( the? ( PAST_WORD | NEXT_WORD | first | early | final ) | <the> | recent ) <UNITS>",
        open_length,
    ),
    Rule("number-of-units", "a number of <UNITS>", open_length),
    Rule("bare-units", "<UNITS>", open_length),
)
EXAMPLES = (
    example("for a number of years", None, ("a number of years", "DURATION", "PXY")),
    example("in recent months, for centuries", None,
            ("recent months", "DURATION", "PXM"), ("centuries", "DURATION", "PXCE")),
    example("on weekends, in the early hours", None, ("weekends", "SET", "XXXX-WXX-WE")),
    example("after the Thirty Years' War", None),
    example("Minutes of the meeting", None),
    example("a matter of days, minutes apart, six years old, an 8-years-old dog", None),
)  # fmt: skip
