"""The pattern language of the rules, compiled to bounded regular expressions.

A pattern is a row of items over tokens: `<MONTH> <MONTHDAY> (,? <YEAR>)?`. An item is a class or macro of `classes.py`
(in capitals) or a literal word; `<X>` captures it as `x`, `<name:X>` as `name`; `( | )`, `?` and `*` (up to six) are as
in regular expressions. Each set of classes that some word has becomes one character, so that a text becomes a short
string and a pattern a regular expression over it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from services.enrich.dates.classes import CLASSES, MACROS

ITEM = re.compile(r"<(?:(\w+):)?([^>\s]+)>|([()|?*])|([^\s()|?*<>]+)")
FIRST_SYMBOL = 0x4E00  # any plane of plain letters would do: none of them means something in a regular expression

# One item as ITEM finds it: capture name, captured item, operator, plain item.
Item = tuple[str, str, str, str]
# A regular expression, the symbols that it can begin with, and whether it can match nothing.
Piece = tuple[str, set[str], bool]


def symbols_of(patterns: Iterable[str]) -> dict[str, str]:
    """One character for every set of classes and literals that words share."""
    classes: dict[str, set[str]] = defaultdict(set)
    for name, members in CLASSES.items():
        for member in members:
            classes[member].add(name)
    pending = [*patterns, *MACROS.values()]
    for pattern in pending:
        for _, captured, _, plain in ITEM.findall(pattern):
            name = captured or plain
            if name.isupper() and name not in CLASSES and name not in MACROS:
                raise ValueError(f"pattern {pattern!r}: `classes.py` has no class or macro {name}")
            if name not in CLASSES and name not in MACROS:
                classes[name].add(f"={name}")
    numbered: dict[frozenset[str], str] = {}
    return {
        key: numbered.setdefault(frozenset(names), chr(FIRST_SYMBOL + len(numbered))) for key, names in classes.items()
    }


def compile_pattern(pattern: str, keys_of: dict[str, set[str]]) -> Piece:
    """A pattern over the symbols that each class or word may be."""
    return _Compiler(keys_of).alternatives(ITEM.findall(pattern))


class _Compiler:
    """Recursive descent over one pattern."""

    def __init__(self, keys_of: dict[str, set[str]]) -> None:
        self.keys_of = keys_of

    def alternatives(self, items: list[Item]) -> Piece:
        parts: list[Piece] = []
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

    def _sequence(self, items: list[Item]) -> Piece:
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

    def _piece(self, items: list[Item], index: int) -> tuple[str, set[str], bool, int]:
        capture, captured, operator, plain = items[index]
        if operator == "(":
            depth, close = 1, index + 1
            while depth:
                depth += (items[close][2] == "(") - (items[close][2] == ")")
                close += 1
            regex, first, empty = self.alternatives(items[index + 1 : close - 1])
            return f"(?:{regex})", first, empty, close
        name = captured or plain
        if name in MACROS:
            regex, first, empty = self.alternatives(ITEM.findall(MACROS[name]))
            regex = f"(?:{regex})"
        else:
            first, empty = set(self.keys_of[name]), False
            regex = f"[{''.join(sorted(first))}]"
        if captured:
            regex = f"(?P<{capture or name.lower()}>{regex})"
        return regex, first, empty, index + 1
