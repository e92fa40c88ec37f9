"""What the dates of a text look like before any of them is resolved."""

from services.enrich.dates.expression import Expression
from services.enrich.dates.focus import Focus, Impression
from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Away, MonthDay, Shift, Stated, Time, Weekday, WeekOf, Within
from services.enrich.dates.periods import Period
from services.enrich.dates.tokens import Tokens

SOON = 4  # expressions
REACH = 40  # tokens
PRESENT = words("said says say told announced according is are has have will 's ’s am we i")


def impression(expressions: list[Expression], tokens: Tokens, focus: Focus) -> Impression:
    """What the dates of the whole text say that need no reading of it."""
    seen = Impression()
    for expression in expressions:
        meaning = expression.meaning
        if isinstance(meaning, Time | Away | WeekOf):
            meaning = meaning.day
        elif isinstance(meaning, Within):
            meaning = meaning.whole
        match meaning:
            case Stated(period) if focus.is_far(period):
                seen.begins_far |= not seen.bare and period.is_finer_than("year")
                seen.far += 1
            case Stated(_):
                seen.near += 1
            case Weekday(number) if expression.rule == "weekday" and not _reports(tokens, expression):
                seen.weekdays.append(number)
            case Weekday() | Shift(_, _, "publication") if expression.rule != "the-unit":
                seen.deictic += 1
            case MonthDay():
                seen.bare += 1
            case _:
                pass
    return seen


def _reports(tokens: Tokens, expression: Expression) -> bool:
    """Whether its sentence tells what was said, or speaks of now: such a weekday is near publication."""
    start, end = tokens.sentence_span(expression.first)
    return not PRESENT.isdisjoint(tokens.words[max(start, expression.first - REACH) : min(end, expression.end + REACH)])


def following(expressions: list[Expression], index: int, tokens: Tokens) -> Expression | None:
    """The next expression, but for "3 p.m. (1200 GMT) on Friday", where the same time in brackets is passed over."""
    after = expressions[index + 1 : index + 3]
    in_brackets = len(after) > 1 and tokens.word(after[0].first - 1) == "(" and tokens.word(after[0].end) == ")"
    if in_brackets and expressions[index].type == after[0].type == "TIME":
        return after[1]
    return after[0] if after else None


def stated_ahead(expressions: list[Expression]) -> list[Period | None]:
    """For each expression, the next period after it that the text states in full, if it comes soon."""
    result: list[Period | None] = []
    stated: Period | None = None
    age = 0
    for expression in reversed(expressions):
        result.append(stated if age < SOON else None)
        age += 1
        if isinstance(expression.meaning, Stated):
            stated, age = expression.meaning.period, 0
    return result[::-1]
