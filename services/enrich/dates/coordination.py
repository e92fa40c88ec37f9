"""Dates only by their neighbour in a coordination: "November 12 and 13", "1914-18", "264 to 241 BC"."""

from dataclasses import replace

from services.enrich.dates.expression import Expression
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import MonthDay, Stated
from services.enrich.dates.periods import civil, of_day, of_year
from services.enrich.dates.tokens import Tokens

LINKS = words("and or to - – through & until till")
COUNTING = words("percent % million billion thousand hundred people years months weeks days hours minutes")


def coordinate(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions, with those added that a coordination makes dates."""
    taken = {index for expression in expressions for index in range(expression.first, expression.end)}
    result: list[Expression] = []
    for expression in expressions:
        before = _first_of_pair(tokens, expression, taken)
        if before is not None:
            result.append(before)
        result.append(expression)
        while (following := _following(tokens, result[-1], taken)) is not None:
            result.append(following)
    return result


def _following(tokens: Tokens, left: Expression, taken: set[int]) -> Expression | None:
    """The day or short year that follows "and", "to" or a hyphen."""
    link, index = left.end, left.end + 1
    if tokens.word(link) not in LINKS or index >= len(tokens) or index in taken:
        return None
    if tokens.word(index + 1) in COUNTING or tokens.word(index + 1) in ("/", ":"):
        return None
    word, key, meaning = tokens.words[index], tokens.keys[index], left.meaning
    added: MonthDay | Stated | None = None
    if key == "#day" and isinstance(meaning, MonthDay) and meaning.day is not None and int(word) > meaning.day:
        added = replace(meaning, day=int(word)) if of_day(2000, meaning.month, int(word)) else None
    elif key in ("#day", "#number") and isinstance(meaning, Stated) and meaning.period.unit == "year":
        year = meaning.period.number
        if len(word) == 2 and tokens.words[link] in ("-", "–") and int(word) > year % 100 and year > 1000:
            added = Stated(of_year(year // 100 * 100 + int(word)))
    elif key == "#day" and isinstance(meaning, Stated) and meaning.period.unit == "day":
        year, month, day = civil(meaning.period.number)
        period = of_day(year, month, int(word)) if int(word) > day else None
        added = Stated(period) if period else None
    if added is None:
        return None
    return Expression(index, index + 1, "DATE", added, None, f"{left.rule}-coordinated")


def _first_of_pair(tokens: Tokens, right: Expression, taken: set[int]) -> Expression | None:
    """The number before "to 241 BC", the ordinal before "and fourth quarters", the day before "and 13 March"."""
    index = right.first - 2
    if index < 0 or index in taken or tokens.word(index + 1) not in LINKS:
        return None
    word, key, meaning = tokens.words[index], tokens.keys[index], right.meaning
    if right.rule == "year-bc" and key in ("#day", "#number", "#year") and isinstance(meaning, Stated):
        year = 1 - int(word.replace(",", ""))
        if -9999 < year < meaning.period.number:
            return Expression(index, index + 1, "DATE", Stated(of_year(year)), None, "year-bc-coordinated")
    if right.rule == "day-month" and key == "#day":
        if isinstance(meaning, MonthDay):
            added = replace(meaning, day=int(word))
        elif isinstance(meaning, Stated) and meaning.period.unit == "day":
            year, month, _ = civil(meaning.period.number)
            period = of_day(year, month, int(word))
            added = Stated(period) if period else None
        else:
            added = None
        if added is not None:
            return Expression(index, index + 1, "DATE", added, None, "day-month-coordinated")
    return None
