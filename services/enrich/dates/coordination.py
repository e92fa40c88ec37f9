"""Dates only by their neighbour in a coordination: "November 12 and 13", "1914-18", "264 to 241 BC"."""

from dataclasses import replace

from services.enrich.dates.expression import Expression
from services.enrich.dates.lexicon import ORDINALS, words
from services.enrich.dates.meanings import Meaning, MonthDay, Slot, Stated, Time
from services.enrich.dates.numbers import ordinal_of
from services.enrich.dates.periods import Period, civil, of_day, of_year
from services.enrich.dates.tokens import Tokens

NOON = 12  # hours
LINKS = words("and or to - – through & until till")
BETWEEN = words("the early late")
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
        added = replace(meaning, day=int(word), weekday=None) if of_day(2000, meaning.month, int(word)) else None
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
    first = right.first
    while tokens.word(first - 1) in BETWEEN:
        first -= 1
    index = first - 2
    if index < 0 or index in taken or tokens.word(index + 1) not in LINKS:
        return None
    meaning = _hour_before(tokens, index, right) or _of_left(tokens, index, right)
    return Expression(index, index + 1, right.type, meaning, None, f"{right.rule}-coordinated") if meaning else None


def _of_left(tokens: Tokens, index: int, right: Expression) -> Meaning | None:
    word, key = tokens.words[index], tokens.keys[index]
    ordinal = ordinal_of([word]) if word in ORDINALS or key == "#ordinal" else 0
    match right.meaning:
        case Slot(unit, number) if ordinal and ordinal - 1 < number:
            return replace(right.meaning, number=ordinal - 1) if unit != "season" else None
        case Stated(Period("century", number)) if ordinal:
            return Stated(Period("century", -ordinal if number < 0 else ordinal - 1))
        case Stated(Period("year", year)) if right.rule == "year-bc" and key in ("#day", "#number", "#year"):
            left = 1 - int(word.replace(",", ""))
            return Stated(of_year(left)) if -9999 < left < year else None
        case MonthDay() if right.rule == "day-month" and key == "#day":
            return replace(right.meaning, day=int(word), weekday=None)
        case Stated(Period("day", number)) if right.rule == "day-month" and key == "#day":
            year, month, _ = civil(number)
            period = of_day(year, month, int(word))
            return Stated(period) if period else None
        case _:
            return None


def _hour_before(tokens: Tokens, index: int, right: Expression) -> Time | None:
    """The 8 of "from 8 to 10 p.m.", the 11 of "between 11 and 1 p.m.": the last such hour before the end."""
    is_span = tokens.keys[index] == "#day" and tokens.word(index - 1) in ("from", "between")
    if not is_span or right.rule != "hour-am-pm" or not isinstance(right.meaning, Time):
        return None
    hour, end = int(tokens.words[index]), int(right.meaning.suffix[1:3])
    if hour > NOON:
        return None
    hour %= NOON
    return Time(f"T{hour + NOON if hour + NOON < end else hour:02d}:00")
