"""Months: "March 1982", "last May", "that September"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, words
from services.enrich.dates.meanings import Direction, MonthDay, Stated
from services.enrich.dates.numbers import full_year
from services.enrich.dates.periods import of_month
from services.enrich.dates.rule import Match, Reading, Rule

# Words that a bare "May", "March" or "August" needs before it.
MONTH_CUES = words(
    "in by since until till of during from through last next this early late mid between before on each every"
)
BEGINNING = words("begin began begun start started resume resumed end ended open opened close closed later earlier")
DATED = words(
    "contract data delivery due figures forecast index numbers orders planned report results sales scheduled set"
)
PARTS = words("mid early late end")  # with a hyphen before a month
NAMES_TOO = words("may march")


def direction_of(words: str) -> Direction:
    if any(word in words for word in ("next", "coming", "following")):
        return "next"
    return "last" if any(word in words for word in ("last", "past", "previous")) else "this"


def month_year(match: Match) -> Reading:
    return Reading("DATE", Stated(of_month(full_year(match["any_year"]), MONTHS[match["month"]])))


def bare_month(match: Match) -> Reading | None:
    """A month alone. Those that are names and verbs too need a word before them that a month would have."""
    month, tokens = match["month"], match.tokens
    is_part = match.before() in ("-", "–") and (match.before(2) in PARTS or match.before(2) in MONTHS)
    is_part |= match.before() == "for" and match.before(2) in DATED
    if month in NAMES_TOO and not is_part and match.before() not in MONTH_CUES and not _stands_as_noun(match):
        return None
    named = match.end < len(tokens) and tokens.is_capital(match.end) and tokens.words[match.end] not in MONTHS
    if (named and match.before() not in MONTH_CUES) or match.follows_title():
        return None
    return Reading("DATE", MonthDay(MONTHS[month]))


def _stands_as_noun(match: Match) -> bool:
    """Capital inside a sentence, and not part of a name: "the March accession", not "Theresa May" or "March on"."""
    tokens, first = match.tokens, match.first
    inside = tokens.sentence_span(first)[0] < first and match.before().isalpha()
    return inside and not tokens.is_capital(first - 1) and match.after() not in ("on", "of", "'s", "’s")


def that_month(match: Match) -> Reading | None:
    """ "That May", not "she said that May was cold"."""
    begins = match.tokens.sentence_span(match.first)[0] == match.first
    return directed_month(match) if begins or match.before() in MONTH_CUES or match.before() in BEGINNING else None


def directed_month(match: Match) -> Reading | None:
    return Reading("DATE", MonthDay(MONTHS[match["month"]], None, direction_of(match["direction"])))


RULES = (
    Rule("month-year", "<MONTH> ( , | of | in )? <ANY_YEAR>", month_year),
    Rule("month", "<MONTH>", bare_month),
    Rule("directed-month", "the? <direction:DIRECTION> <MONTH>", directed_month),
    Rule("that-month", "<direction:THAT> <MONTH>", that_month),
)
EXAMPLES = (
    example("from March 1982 to December, 1983", None,
            ("March 1982", "DATE", "1982-03"), ("December, 1983", "DATE", "1983-12")),
    example("In June, July and August 2021 it rained.", "2022-11-20",
            ("June", "DATE", "2021-06"), ("July", "DATE", "2021-07"), ("August 2021", "DATE", "2021-08")),
    example("Mrs June asked Dr. April.", "1998-02-10"),
    example("He may march in May.", "1998-02-10", ("May", "DATE", "1998-05")),
    example("January-March, then 1-800-555-1999", "1998-02-10",
            ("January", "DATE", "1998-01"), ("March", "DATE", "1998-03")),
    example("the figures for May on Tuesday", "1998-06-10",
            ("May", "DATE", "1998-05"), ("Tuesday", "DATE", "1998-06-09")),
    example("Until mid-May.", "1998-02-10", ("mid-May", "DATE", "1998-05")),
    example("In 1911 it closed. That May it reopened, and the following March", None,
            ("1911", "DATE", "1911"), ("That May", "DATE", "1911-05"), ("the following March", "DATE", "1912-03")),
    example("It fell last December.", "1989-10-30", ("last December", "DATE", "1988-12")),
)  # fmt: skip
