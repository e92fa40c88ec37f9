"""The pattern language of the rules, and the grammar that finds where they match.

A pattern is a row of items over tokens: `<MONTH> <MONTHDAY> (,? <YEAR>)?`. An item is a class or macro of the lexicon
(in capitals) or a literal word; `<X>` captures it as `x`, `<name:X>` as `name`; `( | )`, `?` and `*` (up to six) are as
in regular expressions. Each set of classes that some word has becomes one character, so that a text becomes a short
string and a pattern a bounded regular expression over it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from services.enrich.dates.lexicon import CLASSES, MACROS
from services.enrich.dates.meanings import Meaning
from services.enrich.dates.tokens import Tokens
from services.wire.messages.annotations import TimexType

ITEM = re.compile(r"<(?:(\w+):)?([^>\s]+)>|([()|?*])|([^\s()|?*<>]+)")
FILLER = "_"
FIRST_SYMBOL = 0x4E00  # any plane of plain letters would do: none of them means something in a regular expression


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of the tokens that it matched."""

    type: TimexType
    meaning: Meaning
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `end`, half-open, matched by a rule."""

    tokens: Tokens
    first: int
    end: int
    groups: dict[str, tuple[int, int]]

    def words(self, name: str) -> list[str]:
        start, end = self.groups.get(name, (0, 0))
        return self.tokens.words[start:end]

    def __getitem__(self, name: str) -> str:
        return " ".join(self.words(name))

    def __contains__(self, name: str) -> bool:
        return name in self.groups

    def before(self, distance: int = 1) -> str:
        """The word so many tokens before the match."""
        return self.tokens.word(self.first - distance)

    def after(self, distance: int = 1) -> str:
        return self.tokens.word(self.end + distance - 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, and what to make of a match: None says that it was no date after all.

    With `only_in_story` it counts only where the text tells of another time than that of its publication.
    """

    name: str
    pattern: str
    read: Callable[[Match], Reading | None]
    only_in_story: bool = False


@dataclass(slots=True)
class _Pattern:
    """A pattern as a regular expression over symbols, with the symbols that it can begin with."""

    rule: Rule
    regex: re.Pattern[str]
    first: frozenset[str]


@dataclass(slots=True)
class Grammar:
    """All rules, ready to run."""

    rules: tuple[Rule, ...]
    symbols: dict[str, str] = field(init=False)
    by_first: dict[str, list[_Pattern]] = field(init=False)

    def __post_init__(self) -> None:
        self.symbols = _symbols(self.rules)
        keys_of: dict[str, set[str]] = defaultdict(set)
        for key, symbol in self.symbols.items():
            keys_of[key].add(symbol)
        for name, members in CLASSES.items():
            keys_of[name] = {self.symbols[member] for member in members}
        self.by_first = defaultdict(list)
        for rule in self.rules:
            regex, first, _ = _Compiler(rule, keys_of).compile()
            pattern = _Pattern(rule, re.compile(regex), frozenset(first))
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


def _symbols(rules: Iterable[Rule]) -> dict[str, str]:
    """One character for every set of classes and literals that words share."""
    classes: dict[str, set[str]] = defaultdict(set)
    for name, members in CLASSES.items():
        for member in members:
            classes[member].add(name)
    pending = [rule.pattern for rule in rules] + list(MACROS.values())
    for pattern in pending:
        for _, captured, _, plain in ITEM.findall(pattern):
            name = captured or plain
            if name not in CLASSES and name not in MACROS:
                classes[name].add(f"={name}")
    numbered: dict[frozenset[str], str] = {}
    return {
        key: numbered.setdefault(frozenset(names), chr(FIRST_SYMBOL + len(numbered))) for key, names in classes.items()
    }


class _Compiler:
    """Recursive descent over one pattern; each step gives (regex, first symbols, can be empty)."""

    def __init__(self, rule: Rule, keys_of: dict[str, set[str]]) -> None:
        self.rule = rule
        self.keys_of = keys_of

    def compile(self) -> tuple[str, set[str], bool]:
        return self._alternatives(ITEM.findall(self.rule.pattern))

    def _alternatives(self, items: list[tuple[str, str, str, str]]) -> tuple[str, set[str], bool]:
        parts: list[tuple[str, set[str], bool]] = []
        depth = start = 0
        for index, (_, _, operator, _) in enumerate(items):
            depth += (operator == "(") - (operator == ")")
            if operator == "|" and depth == 0:
                parts.append(self._sequence(items[start:index]))
                start = index + 1
        parts.append(self._sequence(items[start:]))
        regex = "|".join(part[0] for part in parts)
        return (
            f"(?:{regex})" if len(parts) > 1 else regex,
            set[str]().union(*(part[1] for part in parts)),
            any(part[2] for part in parts),
        )

    def _sequence(self, items: list[tuple[str, str, str, str]]) -> tuple[str, set[str], bool]:
        regex, first, empty, index = "", set[str](), True, 0
        while index < len(items):
            piece, piece_first, piece_empty, index = self._piece(items, index)
            if index < len(items) and items[index][2] in ("?", "*"):
                piece = f"(?:{piece})" + ("?" if items[index][2] == "?" else "{0,6}")
                piece_empty, index = True, index + 1
            regex += piece
            if empty:
                first |= piece_first
            empty = empty and piece_empty
        return regex, first, empty

    def _piece(self, items: list[tuple[str, str, str, str]], index: int) -> tuple[str, set[str], bool, int]:
        capture, captured, operator, plain = items[index]
        if operator == "(":
            depth, close = 1, index + 1
            while depth:
                depth += (items[close][2] == "(") - (items[close][2] == ")")
                close += 1
            regex, first, empty = self._alternatives(items[index + 1 : close - 1])
            return f"(?:{regex})", first, empty, close
        name = captured or plain
        if name in MACROS:
            regex, first, empty = self._alternatives(ITEM.findall(MACROS[name]))
            regex = f"(?:{regex})"
        else:
            first, empty = set(self.keys_of[name]), False
            regex = f"[{''.join(sorted(first))}]"
        if captured:
            regex = f"(?P<{capture or name.lower()}>{regex})"
        return regex, first, empty, index + 1
