"""Names that were found once in a text are names wherever they stand in it."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from services.enrich.entities.bodies import BODIES
from services.enrich.entities.recogniser import Span
from services.enrich.names.peoples import LISTED
from services.enrich.names.words import GENERATION_SUFFIXES

_TOKEN = re.compile(r"\w+|[^\w\s]|\n")
_JOINTS = frozenset("-‐‑–'’&/.@")  # beside one of these, without a space, a word is part of a longer one
_LONGEST = 12  # tokens of a name that is looked for


class Node(dict[str, "Node"]):
    """What can follow some tokens in the names looked for. `label` is set where they are one: its type or nothing."""

    label: str | None = None


def find_everywhere(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, what else is spelled like them, like the surname of a person among them, or listed in peoples.py.

    Whole words only, letter case minded, the longest name at each point. `spans` come in order and keep their labels;
    a name found here has one only where it is listed. The time grows with the length of the text alone.
    """
    names = _names(text, spans)
    found = list(spans)
    taken = iter([*spans, Span(len(text), len(text) + 1, "")])
    following = next(taken)
    free = 0  # where the last name found ends
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < free or (token[0] not in names and token[0] not in _LISTED):
            continue
        while following.end <= start:
            following = next(taken)
        name = _longest(names, text, start) or _longest(_LISTED, text, start)
        if name and name.end <= following.start and _stands_alone(text, name):
            found.append(name)
            free = name.end
    return sorted(found)


def _names(text: str, spans: Sequence[Span]) -> Node:
    names = Node()
    for span in spans:
        tokens = _TOKEN.findall(text[span.start : span.end])
        _put(names, tokens, "")
        if span.label == "PERSON" and len(tokens) > 1 and not tokens[-1].isupper():
            _put(names, tokens[-1:], "")
    return names


def _put(names: Node, tokens: Sequence[str], label: str) -> None:
    """Add a name, unless it is a number or so short or so long that what is spelled like it may be something else."""
    letters = "".join(tokens)
    usual = len(tokens) <= _LONGEST and len(letters) > (1 if letters.isupper() else 2) and "\n" not in tokens
    if not usual or not letters[0].isupper() or letters.lower() in GENERATION_SUFFIXES:
        return
    for token in tokens:
        names = names.setdefault(token, Node())
    names.label = label


def _longest(names: Node, text: str, start: int) -> Span | None:
    found = None
    for token in islice(_TOKEN.finditer(text, start), _LONGEST):
        if token[0] not in names:
            break
        names = names[token[0]]
        if names.label is not None:
            found = Span(start, token.end(), names.label)
    return found


def _stands_alone(text: str, name: Span) -> bool:
    """Whether the name isn't a part of a longer word."""
    before, after = text[max(0, name.start - 2) : name.start], text[name.end : name.end + 2]
    joined = len(before) == 2 and before[1] in _JOINTS and before[0].isalnum()
    joins = len(after) == 2 and after[0] in _JOINTS and after[0] not in ".'’" and after[1].isalnum()
    return not joined and not joins


def _listed(names: Iterable[tuple[str, str]]) -> Node:
    tree = Node()
    for name, label in names:
        _put(tree, _TOKEN.findall(name), label)
    return tree


_LISTED = _listed([*LISTED.items(), *((name, "ORG") for name in BODIES)])
