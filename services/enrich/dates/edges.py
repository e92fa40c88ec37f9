"""Words before an expression that belong to it, and the TIMEX3 `mod` they give: "early 1990", "more than two years"."""

from services.enrich.dates.expression import Expression
from services.enrich.dates.tokens import Tokens

OF_DATE: dict[str, str] = {
    "early": "START", "late": "END", "mid": "MID", "mid -": "MID",
    "mid - to - late": "END", "mid to late": "END", "mid to late -": "END", "early to mid": "START",
    "early to mid -": "START", "early - to - mid": "START", "early in": "START", "late in": "END",
    "early on": "START", "late on": "END", "middle of": "MID", "midst of": "MID", "beginning of": "START",
    "start of": "START", "end of": "END", "close of": "END", "early part of": "START", "latter part of": "END",
    "late -": "END", "early -": "START", "end -": "END", "earlier": "START", "later": "END",
    "earlier in": "START", "later in": "END", "rest of": "", "remainder of": "",
    "early days of": "START", "last days of": "END",
    "first week of": "START", "last week of": "END", "final week of": "END",
    "first half of": "START", "second half of": "END", "last half of": "END",
}  # fmt: skip
OF_LENGTH: dict[str, str] = {
    "nearly": "LESS_THAN", "almost": "LESS_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN",
    "under": "LESS_THAN", "more than": "MORE_THAN", "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE",
    "no fewer than": "EQUAL_OR_MORE", "not less than": "EQUAL_OR_MORE", "up to": "EQUAL_OR_LESS",
    "at most": "EQUAL_OR_LESS", "no more than": "EQUAL_OR_LESS", "not more than": "EQUAL_OR_LESS",
    "as long as": "EQUAL_OR_LESS", "roughly": "APPROX", "approximately": "APPROX",
}  # fmt: skip
OUTSIDE: dict[str, str] = {
    "about": "APPROX",
    "around": "APPROX",
    "some": "APPROX",
    "over": "MORE_THAN",
    "circa": "APPROX",
}
LONGEST = 5


def extend(tokens: Tokens, expressions: list[Expression]) -> None:
    """Take in the words before each expression that modify it."""
    floor = 0
    for expression in expressions:
        table = OF_LENGTH if expression.type == "DURATION" else OF_DATE
        _extend_once(tokens, expression, table, floor)
        if expression.type == "DATE" and expression.rule in ("distance", "vague-distance"):
            _extend_once(tokens, expression, OF_LENGTH, floor)
        before = tokens.word(expression.first - 1)
        if expression.mod is None and before in OUTSIDE and not _spans(before, expression, tokens):
            expression.mod = OUTSIDE[before]
        if expression.type == "DURATION" and tokens.words[expression.end : expression.end + 2] == ["or", "so"]:
            expression.end, expression.mod = expression.end + 2, "APPROX"
        floor = expression.end


def _spans(before: str, expression: Expression, tokens: Tokens) -> bool:
    """ "Over the past week" and "over Christmas" are during it; "over two weeks" and "over a year ago" are more."""
    is_bounded = tokens.words[expression.first] in ("the", "last", "past", "next")
    return before == "over" and (is_bounded or (expression.type == "DATE" and expression.rule != "distance"))


def _extend_once(tokens: Tokens, expression: Expression, table: dict[str, str], floor: int) -> None:
    for size in range(LONGEST, 0, -1):
        first = expression.first - size
        if first < floor:
            continue
        words = " ".join(tokens.words[first : expression.first])
        if words in table and _fits(words, expression):
            the = first > floor and tokens.words[first - 1] == "the"
            expression.first = first - 1 if the else first
            expression.mod = table[words] or expression.mod
            return


def _fits(words: str, expression: Expression) -> bool:
    """ "earlier" and "later" belong to a day or year that is named by its distance, not to "earlier Friday"."""
    if words in ("earlier", "later"):
        return expression.rule in ("step", "named-day", "directed-day-part", "named-day-part-of-day")
    if words in ("early in", "late in", "earlier in", "later in"):
        return expression.rule in ("step", "the-unit", "year", "month-year", "month", "decade")
    return expression.value is None
