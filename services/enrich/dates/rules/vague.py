"""Dates that name no date: now, recently, the future (PRESENT_REF, PAST_REF, FUTURE_REF).

In the news "former" is a title and "at the same time" a conjunction; the gold tags them in histories alone (17 of 17
"former" in WikiWars, 0 of 31 in TimeBank and AQUAINT).
"""

from collections.abc import Callable

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import SOME
from services.enrich.dates.meanings import Written
from services.enrich.dates.rule import Match, Reading, Rule

COUNTS = frozenset((*CLASSES["NUMBER_WORD"], *CLASSES["DIGITS"], *SOME))


def reference(value: str, unless_after: str = "") -> Callable[[Match], Reading | None]:
    """A rule's reading: the reference, unless one of these words follows."""
    barred = frozenset(unless_after.split())

    def read(match: Match) -> Reading | None:
        return None if match.after() in barred else Reading("DATE", Written(value))

    return read


def at_the_time(match: Match) -> Reading | None:
    """ "At the time" of the story, not "for the time being", "the time of day", "this time around"."""
    if match.before() == "by" and match.after().isalpha():
        return None  # "by the time it ended"
    fits = match.before() in ("at", "by", "around", "during") and match.after() not in ("of", "being", "around", "to")
    return Reading("DATE", Written("PRESENT_REF")) if fits else None


def the_past(match: Match) -> Reading | None:
    """ "In the past", not "the past four games"."""
    counts = match.end < len(match.tokens) and match.tokens.keys[match.end] in COUNTS
    return None if counts or match.after() in ("the", "a") else Reading("DATE", Written("PAST_REF"))


RULES = (
    Rule("now", "right? now", reference("PRESENT_REF")),
    Rule("currently", "currently | presently | nowadays | these days | at present", reference("PRESENT_REF")),
    Rule("those-days", "those days", reference("PAST_REF")),
    Rule("to-date", "to date", reference("PRESENT_REF")),
    Rule("current", "current", reference("PRESENT_REF")),
    Rule("recently", "( more | most )? recently", reference("PAST_REF")),
    Rule("recent", "recent", reference("PAST_REF", "years months weeks days")),
    Rule("the-other-day", "the other day | not so long ago | not long ago", reference("PAST_REF")),
    Rule("some-day", "someday", reference("FUTURE_REF")),
    Rule("former", "former", reference("PAST_REF"), only_in_story=True),
    Rule("the-time", "( the same? | this | that ) time", at_the_time, only_in_story=True),
    Rule("future-events", "future", reference("FUTURE_REF"), only_in_story=True),
    Rule("the-past", "the ( recent | distant )? past", the_past),
    Rule("the-future", "the ( near | foreseeable | distant | immediate )? future", reference("FUTURE_REF", "of")),
)
EXAMPLES = (
    example("It is now known that it was recently sold.", "1998-02-10",
            ("now", "DATE", "PRESENT_REF"), ("recently", "DATE", "PAST_REF")),
    example("The war of 1897 was followed by those of 1912, 1919, 1940 and 1946, until in 1967 the former king fled.",
            "2009-12-19", ("1897", "DATE", "1897"), ("1912", "DATE", "1912"), ("1919", "DATE", "1919"),
            ("1940", "DATE", "1940"), ("1946", "DATE", "1946"), ("1967", "DATE", "1967"),
            ("former", "DATE", "PAST_REF")),
    example("The former king fled on Friday.", "2009-12-19", ("Friday", "DATE", "2009-12-18")),
    example("It won the past four games, and several in the past.", None, ("the past", "DATE", "PAST_REF")),
    example("in the future, as in the past", None,
            ("the future", "DATE", "FUTURE_REF"), ("the past", "DATE", "PAST_REF")),
)  # fmt: skip
