"""Months and years: "March 1982", "last May", "1988", "fiscal 1989", "490 BC", "nineteen ninety-four"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, words
from services.enrich.dates.meanings import Direction, MonthDay, Stated, Written
from services.enrich.dates.numbers import full_year, year_in_words
from services.enrich.dates.periods import of_month, of_year
from services.enrich.dates.rule import Match, Reading, Rule

# Words that a bare "May", "March" or "August" needs before it, and that make a round number a year.
MONTH_CUES = words(
    "in by since until till of during from through last next this early late mid between before on each every"
)
BEGINNING = words("begin began begun start started resume resumed end ended open opened close closed later earlier")
YEAR_CUES = words("in since of by until till during before after early late mid and from year")
DATED = words(
    "contract data delivery due figures forecast index numbers orders planned report results sales scheduled set"
)
PARTS = words("mid early late end")  # with a hyphen before a month
NAMES_TOO = words("may march")
COUNTED = words(
    "men women people soldiers troops miles feet meters metres dollars pounds tons tonnes jobs "
    "workers employees points percent shares votes seats houses homes civilians km m ft acres "
    "million billion hours rpm mhz"
)
NUMBERED = words("# no number flight route highway boeing room page chapter resolution directive section article act")


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
    if named and match.before() not in MONTH_CUES:
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


def bare_year(match: Match) -> Reading | None:
    """Four digits alone. Newspapers write other numbers of that size with a comma, but not all texts do."""
    number, before, after = int(match["year"]), match.before(), match.after()
    is_phone_number = before == "-" and match.before(2).isdigit() and len(match.before(2)) != len("1998")
    if is_phone_number or before in NUMBERED or after in COUNTED or (before == "." and match.before(2) == "no"):
        return None
    doubtful = not 1400 <= number <= 2100 or (number % 100 == 0 and number != 2000)
    if doubtful and (before not in YEAR_CUES or _counts_a_noun(match)):
        return None
    return stated_year(number)


def _counts_a_noun(match: Match) -> bool:
    """Whether a plural follows a number that is an unlikely year: "in 1200 villages", but "in 1200 the king"."""
    tokens, index, after = match.tokens, match.end, match.after()
    if index >= len(tokens) or not after.isalpha() or tokens.is_capital(index) or after in YEAR_CUES:
        return False
    return (after.endswith("s") and after not in ("was", "is", "his", "has")) or match.before() not in ("in", "since")


def stated_year(number: int) -> Reading:
    return Reading("DATE", Stated(of_year(number)))


def the_year(match: Match) -> Reading:
    return stated_year(int(match["year"] or match["far_year"]))


def short_year(match: Match) -> Reading | None:
    return stated_year(full_year(match["short_year"])) if match.before() in YEAR_CUES else None


def year_said(match: Match) -> Reading | None:
    """A year in words, as broadcasts write it. Without "the year" only 18xx and 19xx are safe from being amounts."""
    words = match.words("year_words")
    number = year_in_words(words)
    safe = words[0] in ("eighteen", "nineteen") and len(words) > 1 and words[-1] != "hundred"
    return stated_year(number) if safe and match.after() not in COUNTED else None


def era_year(match: Match) -> Reading | None:
    digits = match["digits"].replace(",", "")
    number = int(digits)
    if not 0 < number <= 9999:
        return Reading("DATE", Written(None)) if number else None
    return stated_year(1 - number if "era_bc" in match else number)


RULES = (
    Rule("month-year", "<MONTH> ( , | of | in )? <ANY_YEAR>", month_year),
    Rule("month", "<MONTH>", bare_month),
    Rule("directed-month", "the? <direction:DIRECTION> <MONTH>", directed_month),
    Rule("that-month", "<direction:THAT> <MONTH>", that_month),
    Rule("year", "<YEAR>", bare_year),
    Rule("fiscal-year", "( the )? fiscal year? <ANY_YEAR>", lambda match: stated_year(full_year(match["any_year"]))),
    Rule("year-fiscal", "the <ANY_YEAR> fiscal year", lambda match: stated_year(full_year(match["any_year"]))),
    Rule("the-year", "the? year ( <YEAR> | <FAR_YEAR> )", the_year),
    Rule("the-year-two-thousand", "the? year two thousand", lambda _: stated_year(2000)),
    Rule("year-in-words", "( the? year )? <YEAR_WORDS>", year_said),
    Rule("short-year", "<SHORT_YEAR>", short_year),
    Rule("year-bc", "<DIGITS> <ERA_BC>", era_year),
    Rule("year-ad-after", "<DIGITS> <ERA_AD>", era_year),
    Rule("year-ad", "<ERA_AD> <DIGITS>", era_year),
)
EXAMPLES = (
    example("from March 1982 to December, 1983", None,
            ("March 1982", "DATE", "1982-03"), ("December, 1983", "DATE", "1983-12")),
    example("In June, July and August 2021 it rained.", "2022-11-20",
            ("June", "DATE", "2021-06"), ("July", "DATE", "2021-07"), ("August 2021", "DATE", "2021-08")),
    example("He may march in May.", "1998-02-10", ("May", "DATE", "1998-05")),
    example("January-March, then 1-800-555-1999", "1998-02-10",
            ("January", "DATE", "1998-01"), ("March", "DATE", "1998-03")),
    example("the figures for May on Tuesday", "1998-06-10",
            ("May", "DATE", "1998-05"), ("Tuesday", "DATE", "1998-06-09")),
    example("Until mid-May.", "1998-02-10", ("mid-May", "DATE", "1998-05")),
    example("In 1911 it closed. That May it reopened, and the following March", None,
            ("1911", "DATE", "1911"), ("That May", "DATE", "1911-05"), ("the following March", "DATE", "1912-03")),
    example("It fell last December.", "1989-10-30", ("last December", "DATE", "1988-12")),
    example("since 1988, with 1200 men and 1500 more", None, ("1988", "DATE", "1988")),
    example("in fiscal 1989 and the 1990 fiscal year", None,
            ("fiscal 1989", "DATE", "1989"), ("the 1990 fiscal year", "DATE", "1990")),
    example("before the year two thousand", None, ("the year two thousand", "DATE", "2000")),
    example("in nineteen ninety-four", None, ("nineteen ninety-four", "DATE", "1994")),
    example("the class of '98", None, ("'98", "DATE", "1998")),
    example("at Marathon in 490 BC, in 12,000 BC", None,
            ("490 BC", "DATE", "BC0490"), ("12,000 BC", "DATE", None)),
    example("in 79 AD", None, ("79 AD", "DATE", "0079")),
)  # fmt: skip
