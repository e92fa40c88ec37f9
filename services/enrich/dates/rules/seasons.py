"""Seasons: "last fall", "the summer of 2003", "spring 1986", "in the autumn"."""

from services.enrich.dates.examples import example
from services.enrich.dates.lexicon import SEASON_OF, words
from services.enrich.dates.meanings import Slot, Stated
from services.enrich.dates.numbers import full_year, year_in_words
from services.enrich.dates.periods import Period
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.rules.months import direction_of

SAYING = words("said says say so found shown showed shows show believes fear fears hope hopes know knew think thought")
CUES = words("in by since during until till through for before after early late mid - of from over throughout")


def stated(match: Match) -> Reading:
    year = year_in_words(match.words("year_words")) if "year_words" in match else full_year(match["any_year"])
    return Reading("DATE", Stated(Period("season", year * 4 + SEASON_OF[match["season"]])))


def directed(match: Match) -> Reading | None:
    """ "Last autumn", not "the last autumn of the war"."""
    if match.after() == "of" and "the" in (match.tokens.words[match.first], match.before()):
        return None
    return Reading("DATE", Slot("season", SEASON_OF[match["season"]], direction_of(match["direction"])))


def that_season(match: Match) -> Reading | None:
    """ "That summer", not "she said that summer sales fell"."""
    return None if match.before() in SAYING or match.before().endswith("ed") else directed(match)


def bare(match: Match) -> Reading | None:
    """A season alone needs a preposition before it; "the fall of" something is not one."""
    the = match.tokens.words[match.first] == "the"
    if the and match.end < len(match.tokens) and match.tokens.is_capital(match.end):
        return None
    if not the and match.before() not in CUES:
        return None
    if match["season"] == "fall" and (not the or match.before() not in CUES or match.after() == "of"):
        return None
    return Reading("DATE", Slot("season", SEASON_OF[match["season"]]))


def winter_of_years(match: Match) -> Reading | None:
    """ "The winter of 1941-42" by its beginning, as December gives a winter its year."""
    year = full_year(match["any_year"])
    follows = match["digits"].isdigit() and int(match["digits"]) in ((year + 1) % 100, year + 1)
    return Reading("DATE", Stated(Period("season", year * 4 + SEASON_OF["winter"]))) if follows else None


RULES = (
    Rule("winter-of-years", "the? winter of? <ANY_YEAR> ( - | / | – ) <DIGITS>", winter_of_years),
    Rule("season-of-year", "the? <SEASON> ( of | , )? ( <ANY_YEAR> | <YEAR_WORDS> )", stated),
    Rule("directed-season", "the? <direction:DIRECTION> <SEASON>", directed),
    Rule("that-season", "<direction:THAT> <SEASON>", that_season),
    Rule("season", "the? <SEASON>", bare),
)
EXAMPLES = (
    example("last fall, and the summer of 2003", "1998-12-05",
            ("last fall", "DATE", "1998-FA"), ("the summer of 2003", "DATE", "2003-SU")),
    example("in the spring, before the fall of Saigon", "1989-07-30", ("the spring", "DATE", "1989-SP")),
    example("in the winter of 1941-42", None, ("the winter of 1941-42", "DATE", "1941-WI")),
    example("In 1911 it closed. That summer it reopened, and the following spring", None,
            ("1911", "DATE", "1911"), ("That summer", "DATE", "1911-SU"), ("the following spring", "DATE", "1912-SP")),
    example("They said that summer sales fell.", "1998-02-10"),
    example("in the last autumn of the war", "1998-02-10"),
    example("this winter", "1998-02-10", ("this winter", "DATE", "1997-WI")),
    example("this fall", "1989-10-30", ("this fall", "DATE", "1989-FA")),
)  # fmt: skip
