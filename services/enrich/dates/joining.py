"""Neighbours joined where they are one expression, and what that says of others beside them."""

from services.enrich.dates.beside import of_every, with_day_part, with_neighbour_day, with_part_of_next
from services.enrich.dates.coordination import COORDINATED
from services.enrich.dates.expression import Expression
from services.enrich.dates.joins import JOINS
from services.enrich.dates.meanings import Slot, Within
from services.enrich.dates.tokens import Tokens

LONGEST_LINK = 3  # tokens: ", and the"


def join(tokens: Tokens, expressions: list[Expression]) -> list[Expression]:
    """The expressions with neighbours joined where they are one."""
    result: list[Expression] = []
    for expression in expressions:
        floor = result[-1].end if result else 0
        if expression.first < floor:
            continue  # the part of the day that the day before it took in
        current = with_neighbour_day(tokens, with_day_part(tokens, expression), floor)
        while result and (joined := _joined(tokens, result[-1], current)) is not None:
            result.pop()
            current = joined
            _share_year(joined, result)
        if result and current.type == "SET":
            result[-1] = with_part_of_next(tokens, result[-1], current)
        elif result:
            current = of_every(tokens, result[-1], current)
        result.append(current)
    return result


def _share_year(joined: Expression, before: list[Expression]) -> None:
    """The second quarter of "the second and fourth quarters of 2021" is of 2021 too."""
    if not isinstance(joined.meaning, Within):
        return
    first = joined.first
    for expression in reversed(before):
        apart = first - expression.end > LONGEST_LINK or not expression.rule.endswith(COORDINATED)
        if apart or not isinstance(expression.meaning, Slot):
            return
        expression.meaning, first = Within(expression.meaning, joined.meaning.whole), expression.first


def _joined(tokens: Tokens, left: Expression, right: Expression) -> Expression | None:
    if right.first - left.end > 2:
        return None
    between = tuple(tokens.words[left.end : right.first])
    for takes_left, glue, takes_right, combine, name in JOINS:
        if name == "away" and tokens.word(left.first - 1) == "for":
            continue  # "for two weeks from Monday" is as long
        if between in glue and takes_left(left.meaning) and takes_right(right.meaning):
            kind = "TIME" if "TIME" in (left.type, right.type) else "DATE"
            return Expression(
                left.first, right.end, kind, combine(left.meaning, right.meaning), left.mod or right.mod, name
            )
    return None
