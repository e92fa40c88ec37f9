"""What words right beside a day make of it: "Friday evening", "Monday and Tuesday nights", "the day before Easter"."""

from services.enrich.dates.expression import Expression
from services.enrich.dates.kinds import names_day
from services.enrich.dates.lexicon import PART_OF_DAY
from services.enrich.dates.meanings import Away, Time, Weekday, Written
from services.enrich.dates.tokens import Tokens

BESIDE: dict[tuple[str, ...], int] = {("day", "before"): -1, ("day", "after"): 1}


def with_neighbour_day(tokens: Tokens, day: Expression, floor: int) -> Expression:
    """ "The day before Christmas": the words before a day that name the one beside it."""
    first = day.first - 2
    days = BESIDE.get(tuple(tokens.words[max(first, floor) : day.first]))
    if days is None or not names_day(day.meaning):
        return day
    if first > floor and tokens.words[first - 1] == "the":
        first -= 1
    return Expression(first, day.end, "DATE", Away(days, day.meaning), None, "day-beside")


def with_day_part(tokens: Tokens, day: Expression) -> Expression:
    """ "Friday evening": the word after a day that names a part of it."""
    part = PART_OF_DAY.get(tokens.word(day.end))
    if part is not None and day.rule == "every-weekday" and isinstance(day.meaning, Written):
        return Expression(day.first, day.end + 1, "SET", Written(f"{day.meaning.value}{part}"), None, day.rule)
    if part is None or not names_day(day.meaning):
        return day
    if tokens.word(day.end).endswith("s") and isinstance(day.meaning, Weekday) and day.rule == "weekday":
        return Expression(day.first, day.end + 1, "SET", _slot(day.meaning, part), None, "weekdays")
    return Expression(day.first, day.end + 1, "TIME", Time(part, day.meaning), day.mod, f"{day.rule}-part-of-day")


def with_part_of_next(tokens: Tokens, day: Expression, following: Expression) -> Expression:
    """The Monday of "Monday and Tuesday nights"."""
    is_pair = _is_pair(tokens, day, following) and day.rule == "weekday"
    part = PART_OF_DAY.get(tokens.words[following.end - 1])
    if not is_pair or part is None or not isinstance(day.meaning, Weekday):
        return day
    return Expression(day.first, day.end, "SET", _slot(day.meaning, part), None, "weekdays")


def of_every(tokens: Tokens, every: Expression, day: Expression) -> Expression:
    """The Thursday of "every Tuesday and Thursday"."""
    is_plain = day.rule == "weekday" and isinstance(day.meaning, Weekday)
    if every.rule != "every-weekday" or not is_plain or not _is_pair(tokens, every, day):
        return day
    assert isinstance(day.meaning, Weekday)
    return Expression(day.first, day.end, "SET", _slot(day.meaning, ""), None, every.rule)


def _is_pair(tokens: Tokens, left: Expression, right: Expression) -> bool:
    return tokens.words[left.end : right.first] in (["and"], ["or"])


def _slot(weekday: Weekday, part: str) -> Written:
    return Written(f"XXXX-WXX-{weekday.number + 1}{part}")
