"""From tokens to expressions: the rules, then what neighbours add."""

from services.enrich.dates import rules
from services.enrich.dates.coordination import coordinate
from services.enrich.dates.edges import extend
from services.enrich.dates.expression import Expression
from services.enrich.dates.grammar import Grammar
from services.enrich.dates.joining import join
from services.enrich.dates.tokens import Tokens

GRAMMAR = Grammar(tuple(rule for family in rules.FAMILIES for rule in family.RULES))


def find_expressions(tokens: Tokens) -> list[Expression]:
    """The expressions of a text, in order, not overlapping, without values."""
    found = [
        Expression(match.first, match.end, reading.type, reading.meaning, reading.mod, rule.name, rule.only_in_story)
        for rule, match, reading in GRAMMAR.find(tokens)
    ]
    joined = join(tokens, coordinate(tokens, found))
    extend(tokens, joined)
    return joined
