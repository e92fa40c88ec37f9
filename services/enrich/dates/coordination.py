"""Dates only by their neighbour in a coordination: "November 12 and 13", "1914-18", "264 to 241 BC"."""

from dataclasses import replace

from services.enrich.dates.expression import Expression
from services.enrich.dates.lexicon import ORDINALS, words
from services.enrich.dates.meanings import Meaning, MonthDay, Slot, Stated, Time
from services.enrich.dates.numbers import ordinal_of
from services.enrich.dates.periods import Period, civil, of_day, of_year
from services.enrich.dates.tokens import Tokens

NOON = 12  # hours
COORDINATED = "-coordinated"  # at the end of the rule of the neighbour that explains it
LINKS = words("and or to - – / through & until till")
BETWEEN = words("the early late")
COUNTING = words("percent % million billion thousand hundred people years months weeks days hours minutes")


def coordinate(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions, with those added that a coordination makes dates."""
    taken = {index for expression in expressions for index in range(expression.first, expression.end)}
    result: list[Expression] = []
    for expression in expressions:
        chain = [expression]
        while (before := _first_of_pair(tokens, chain[-1], taken)) is not None:
            chain.append(before)
        result += reversed(chain)
        while (following := _following(tokens, result[-1], taken)) is not None:
            result.append(following)
    return result


def _following(tokens: Tokens, left: Expression, taken: set[int]) -> Expression | None:
    """The day or short year that follows "and", "to" or a hyphen."""
    link, index = left.end, left.end + 1
    if index >= len(tokens) or index in taken or not (tokens.word(link) in LINKS or _lists_days(tokens, link)):
        return None
    if tokens.word(index + 1) in COUNTING or tokens.word(index + 1) in ("/", ":"):
        return None
    word, key, meaning = tokens.words[index], tokens.keys[index], left.meaning
    added: MonthDay | Stated | None = None
    if key == "#day" and isinstance(meaning, MonthDay) and meaning.day is not None and int(word) > meaning.day:
        added = replace(meaning, day=int(word), weekday=None) if of_day(2000, meaning.month, int(word)) else None
    elif isinstance(meaning, Stated) and meaning.period.unit == "year":
        year = _short_year(word, key, tokens.words[link], meaning.period.number)
        added = Stated(of_year(year)) if year else None
    elif key == "#day" and isinstance(meaning, Stated) and meaning.period.unit == "day":
        year, month, day = civil(meaning.period.number)
        period = of_day(year, month, int(word)) if int(word) > day else None
        added = Stated(period) if period else None
    if added is None:
        return None
    return Expression(index, index + 1, "DATE", added, None, left.rule.removesuffix(COORDINATED) + COORDINATED)


def _lists_days(tokens: Tokens, comma: int) -> bool:
    """Whether the comma is in "May 3, 5 and 9": another day and an "and" follow."""
    if tokens.word(comma) != "," or tokens.keys[comma + 1] != "#day":
        return False
    link = comma + 3 if tokens.word(comma + 2) == "," and tokens.word(comma + 3) in ("and", "or") else comma + 2
    return tokens.word(link) in (",", "and", "or") and link + 1 < len(tokens) and tokens.keys[link + 1] == "#day"


def _short_year(word: str, key: str, link: str, year: int) -> int | None:
    """The 1918 of "1914-18", "1914 to '18"; after a slash only the next year: "1923/24"."""
    digits = word[1:] if key == "#short" else word
    if not (key in ("#day", "#number", "#short") and len(digits) == 2 and year > 1000):
        return None
    found = year // 100 * 100 + int(digits)
    fits = found == year + 1 if link == "/" else found > year
    return found if fits and (key == "#short" or link in ("-", "–", "/")) else None


def _first_of_pair(tokens: Tokens, right: Expression, taken: set[int]) -> Expression | None:
    """The number before "to 241 BC", the ordinal before "and fourth quarters", the day before "and 13 March"."""
    first = right.first
    while tokens.word(first - 1) in BETWEEN:
        first -= 1
    index = first - 2
    listed = right.rule.endswith(COORDINATED) and tokens.word(index + 1) == ","
    if index < 0 or index in taken or not (listed or tokens.word(index + 1) in LINKS):
        return None
    meaning = _hour_before(tokens, index, right) or _of_left(tokens, index, right)
    rule = right.rule.removesuffix(COORDINATED) + COORDINATED
    return Expression(index, index + 1, right.type, meaning, None, rule) if meaning else None


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
    """The 8 of "from 8 to 10 p.m.", the 11:30 of "11:30-1 p.m.": the last such time before the end."""
    is_clock = tokens.keys[index] == "#clock"
    is_span = tokens.keys[index] == "#day" and tokens.word(index - 1) in ("from", "between")
    ends_in_half = isinstance(right.meaning, Time) and right.rule in ("hour-am-pm", "clock-time")
    if not (is_span or is_clock) or not ends_in_half or "#meridiem" not in tokens.keys[right.first : right.end]:
        return None
    assert isinstance(right.meaning, Time)
    hour, _, minute = tokens.words[index].replace(".", ":").partition(":")
    if int(hour) > NOON or ":" in minute:
        return None
    end, late = right.meaning.suffix[1:6], f"{int(hour) % NOON + NOON:02d}:{minute or '00'}"
    return Time(f"T{late if late < end else f'{int(hour) % NOON:02d}:{late[3:]}'}")
