"""Years: "1988", "fiscal 1989", "490 BC", "nineteen ninety-four"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import MONTHS, SEASON_OF, WEEKDAYS, words
from services.enrich.dates.meanings import Stated, Written
from services.enrich.dates.numbers import full_year, year_in_words
from services.enrich.dates.periods import of_year
from services.enrich.dates.rule import Match, Reading, Rule

# Words that make a round number a year.
YEAR_CUES = words("in since of by until till during before after early late mid and from year")
# What may stand before a year with a capital, at the beginning of a sentence or in a headline, without being its name.
BEFORE_A_YEAR = YEAR_CUES.union(
    SEASON_OF,
    MONTHS,
    WEEKDAYS,
    words(
        "a about above across after against all along around as at before behind below between beyond both but by "
        "circa class copyright despite during even except fiscal following for how if into its late later like nearly "
        "next nor not of on only or over past perhaps post pre so some than that the their then this through "
        "throughout till to toward towards under unlike until via what when where whether while why winter with within "
        "without"
    ),
)
# What goes on after a name, where another word would be what the year counts or dates.
GOING_ON = words(
    "is was were are has had have will would could can may might must did does and or but in on at by for from to with "
    "as of that which who when came comes went said says"
)
COUNTED = words(
    "men women people soldiers troops miles feet meters metres dollars pounds tons tonnes jobs "
    "workers employees points percent shares votes seats houses homes civilians km m ft acres "
    "million billion hours rpm mhz"
)
NUMBERED = words("# no number flight route highway boeing room page chapter resolution directive section article act")


def bare_year(match: Match) -> Reading | None:
    """Four digits alone. Newspapers write other numbers of that size with a comma, but not all texts do."""
    number, before, after = int(match["year"]), match.before(), match.after()
    is_phone_number = before == "-" and match.before(2).isdigit() and len(match.before(2)) != len("1998")
    if is_phone_number or before in NUMBERED or after in COUNTED or (before == "." and match.before(2) == "no"):
        return None
    if _is_name(match):
        return None
    doubtful = not 1400 <= number <= 2100 or (number % 100 == 0 and number != 2000)
    if doubtful and (before not in YEAR_CUES or _counts_a_noun(match)):
        return None
    return stated_year(number)


def _is_name(match: Match) -> bool:
    """ "Office 2019": a capital right before it, unless that modifies what follows: "the Democratic 2020 field".

    "Baghdad, 2003", "(Smith 2003)" and the ranges of headings, "Presidency 1993-2001", are years.
    """
    tokens, first, after = match.tokens, match.first, match.after()
    if not match.before().isalpha() or not tokens.is_capital(first - 1) or match.before() in BEFORE_A_YEAR:
        return False
    in_capitals = len(match.before()) > 1 and tokens.text[tokens.starts[first - 1] : tokens.ends[first - 1]].isupper()
    if in_capitals or match.before().endswith("ly"):  # a headline tells nothing; "Clearly 2016 has been"
        return False
    modifies = after.isalpha() and not tokens.is_capital(match.end) and after not in GOING_ON
    return not (modifies or after in (")", "-", "–", "/"))


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
    Rule("year", "<YEAR>", bare_year),
    Rule(
        "fiscal-year", "the? ( fiscal year? | fy ) <ANY_YEAR>", lambda match: stated_year(full_year(match["any_year"]))
    ),
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
    example("since 1988, with 1200 men and 1500 more", None, ("1988", "DATE", "1988")),
    example("in fiscal 1989 and the 1990 fiscal year", None,
            ("fiscal 1989", "DATE", "1989"), ("the 1990 fiscal year", "DATE", "1990")),
    example("in FY2019, FY 2020 and FY21", None,
            ("FY2019", "DATE", "2019"), ("FY 2020", "DATE", "2020"), ("FY21", "DATE", "2021")),
    example("Office 2019 came after Windows 2000. Like 1998, the Democratic 2019 field, and Baghdad, 2003", None,
            ("1998", "DATE", "1998"), ("2019", "DATE", "2019"), ("2003", "DATE", "2003")),
    example("before the year two thousand", None, ("the year two thousand", "DATE", "2000")),
    example("in nineteen ninety-four", None, ("nineteen ninety-four", "DATE", "1994")),
    example("the class of '98", None, ("'98", "DATE", "1998")),
    example("at Marathon in 490 BC, in 12,000 BC", None,
            ("490 BC", "DATE", "BC0490"), ("12,000 BC", "DATE", None)),
    example("in 79 AD", None, ("79 AD", "DATE", "0079")),
)  # fmt: skip
