"""The grammar: all rules, ready to run over the tokens of a text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.enrich.dates.classes import CLASSES
from services.enrich.dates.patterns import compile_pattern, symbols_of
from services.enrich.dates.rule import Match, Reading, Rule
from services.enrich.dates.tokens import Tokens

FILLER = "_"  # the symbol of a word that no rule knows


@dataclass(slots=True)
class _Pattern:
    """A rule with its pattern as a regular expression over symbols."""

    rule: Rule
    regex: re.Pattern[str]


@dataclass(slots=True)
class Grammar:
    """All rules, ready to run."""

    rules: tuple[Rule, ...]
    symbols: dict[str, str] = field(init=False)
    by_first: dict[str, list[_Pattern]] = field(init=False)

    def __post_init__(self) -> None:
        self.symbols = symbols_of(rule.pattern for rule in self.rules)
        keys_of: dict[str, set[str]] = defaultdict(set)
        for key, symbol in self.symbols.items():
            keys_of[key].add(symbol)
        for name, members in CLASSES.items():
            keys_of[name] = {self.symbols[member] for member in members}
        self.by_first = defaultdict(list)
        for rule in self.rules:
            regex, first, _ = compile_pattern(rule.pattern, keys_of)
            pattern = _Pattern(rule, re.compile(regex))
            for symbol in first:
                self.by_first[symbol].append(pattern)

    def find(self, tokens: Tokens) -> Iterator[tuple[Rule, Match, Reading]]:
        """The longest readings from left to right, none overlapping."""
        symbols = "".join([self.symbols.get(key, FILLER) for key in tokens.keys])
        position, by_first = 0, self.by_first
        while position < len(symbols):
            best: tuple[Rule, Match, Reading] | None = None
            for pattern in by_first.get(symbols[position], ()):
                found = pattern.regex.match(symbols, position)
                if found is None or (best is not None and found.end() <= best[1].end):
                    continue
                groups = {name: found.span(name) for name in found.groupdict() if found[name]}
                match = Match(tokens, position, found.end(), groups)
                reading = pattern.rule.read(match)
                if reading is not None:
                    best = (pattern.rule, match, reading)
            if best is None:
                position += 1
            else:
                yield best
                position = best[1].end
