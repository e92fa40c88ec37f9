"""What recurs: "daily", "every year", "twice a week", "per day", "Mondays"."""

from fractions import Fraction

from services.enrich.dates.examples import example
from services.enrich.dates.lengths import length
from services.enrich.dates.lexicon import FREQUENCIES, MONTHS, SEASON_OF, UNIT_OF, WEEKDAYS, words
from services.enrich.dates.meanings import Written
from services.enrich.dates.numbers import number_of, ordinal_of
from services.enrich.dates.periods import SEASONS, of_day
from services.enrich.dates.rule import Match, Reading, Rule

FREE = words("and or to for in at on by since from but until with as")  # after an adverb, not after an adjective


def frequency(match: Match) -> Reading | None:
    if match.before() == "-":
        return None  # "bi-weekly"
    names_a_kind = match.after().isalpha() and match.after() not in FREE
    if (match["frequency"] in ("annual", "quarterly") and names_a_kind) or _is_name(match):
        return None
    return Reading("SET", Written(FREQUENCIES[match["frequency"]]))


def _is_name(match: Match) -> bool:
    """ "The People's Daily": a capital inside a sentence."""
    return match.tokens.sentence_span(match.first)[0] < match.first and match.tokens.is_capital(match.first)


def every(match: Match) -> Reading | None:
    amount: Fraction | int | None = 2 if "other" in match else 1
    if "nth" in match:
        amount = ordinal_of(match.words("nth"))
    elif "number" in match:
        amount = number_of(match.words("number"))
        if amount is None:
            return None
    elif "some" in match:
        amount = None
    return Reading("SET", Written(length(amount, UNIT_OF[match["anyunit"]])))


def weekday(match: Match) -> Reading:
    number = WEEKDAYS[match["weekday"]] if "weekday" in match else WEEKDAYS[match["weekdays"].rstrip("s")]
    return Reading("SET", Written(f"XXXX-WXX-{number + 1}"))


def day_of_year(match: Match) -> Reading | None:
    month, day = MONTHS[match["month"]], ordinal_of(match.words("monthday"))
    return Reading("SET", Written(f"XXXX-{month:02d}-{day:02d}")) if of_day(2000, month, day) else None


def season(match: Match) -> str:
    return SEASONS[SEASON_OF[match["season"]]]


RULES = (
    Rule("frequency", "<FREQUENCY>", frequency),
    Rule("every-unit", "( every | each ) ( <other:OTHER> | <NUMBER> | <SOME> )? <ANYUNIT>", every),
    Rule("every-nth-unit", "( every | each ) <nth:ORDINAL_WORD> <anyunit:UNIT>", every),
    Rule("per-unit", "per <ANYUNIT>", every),
    Rule("every-weekday", "( every | each ) other? <WEEKDAY>", weekday),
    Rule(
        "nth-weekday-of-month",
        "( every | the )? NTH WEEKDAY ( of | in ) ( every | each | the ) month",
        lambda _: Reading("SET", Written("P1M")),
    ),
    Rule(
        "every-month", "( every | each ) <MONTH>", lambda m: Reading("SET", Written(f"XXXX-{MONTHS[m['month']]:02d}"))
    ),
    Rule("every-month-day", "( every | each ) <MONTH> <monthday:DAY_NUMBER>", day_of_year),
    Rule("every-day-month", "( every | each ) <monthday:DAY_NUMBER> <MONTH>", day_of_year),
    Rule("every-season", "( every | each ) <SEASON>", lambda m: Reading("SET", Written(f"XXXX-{season(m)}"))),
    Rule("weekdays", "<WEEKDAYS>", weekday),
)
EXAMPLES = (
    example("daily, every year, each month and per day", None,
            ("daily", "SET", "P1D"), ("every year", "SET", "P1Y"), ("each month", "SET", "P1M"),
            ("per day", "SET", "P1D")),
    example("The People's Daily appears daily.", None, ("daily", "SET", "P1D")),
    example("every few minutes, on Friday and Saturday nights", "1998-03-04",
            ("every few minutes", "SET", "PTXM"), ("Friday", "SET", "XXXX-WXX-5TNI"),
            ("Saturday nights", "SET", "XXXX-WXX-6TNI")),
    example("each spring, every March", None, ("each spring", "SET", "XXXX-SP"), ("every March", "SET", "XXXX-03")),
    example("twice a week, every Tuesday morning", None,
            ("a week", "SET", "P1W"), ("every Tuesday morning", "SET", "XXXX-WXX-2TMO")),
    example("every second year, every other Friday", None,
            ("every second year", "SET", "P2Y"), ("every other Friday", "SET", "XXXX-WXX-5")),
    example("on the second Saturday of every month", "2019-10-05",
            ("the second Saturday of every month", "SET", "P1M")),
    example("every Tuesday and Thursday", None,
            ("every Tuesday", "SET", "XXXX-WXX-2"), ("Thursday", "SET", "XXXX-WXX-4")),
    example("every 4 July and each May 1", None,
            ("every 4 July", "SET", "XXXX-07-04"), ("each May 1", "SET", "XXXX-05-01")),
    example("every two weeks, every Monday, on Fridays", None,
            ("every two weeks", "SET", "P2W"), ("every Monday", "SET", "XXXX-WXX-1"), ("Fridays", "SET", "XXXX-WXX-5")),
)  # fmt: skip
