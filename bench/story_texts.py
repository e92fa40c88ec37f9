"""News reports and notices made up from patterns, for `bench.stories`: no two of one kind have the same facts.

In a pattern, {one|other} is a choice and [town] a fact, which stays the same throughout a text. Real reports of two
events share fewer phrases than these, so that telling them apart is harder here. All of it was made up for this.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "story_patterns"
WORDS = {
    kind: words.split(" | ")
    for kind, _, words in (
        line.partition(": ") for line in (FOLDER / "words.txt").read_text(encoding="utf-8").splitlines()
    )
}
NUMBERS = {"1": (2, 9), "2": (10, 30), "3": (40, 250), "4": (2, 12), "5": (20, 90), "6": (1_000, 60_000)}

_CHOICE = re.compile(r"\{([^{}]*)\}")
_FACT = re.compile(r"\[([a-z]+\d?)\]")


@dataclass(frozen=True)
class Report:
    """A headline and paragraphs."""

    headline: str
    paragraphs: Sequence[str]

    @property
    def text(self) -> str:
        return "\n\n".join([self.headline, *self.paragraphs])


@dataclass(frozen=True)
class Patterns:
    """Kinds of reports, a paragraph a line, and notices that are made anew each day with other facts."""

    reports: Sequence[str]
    notices: Sequence[str]


class Facts(dict[str, str]):
    """What stands for [town], [town2], [n3] in one text, made up when first asked for."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def __missing__(self, name: str) -> str:
        self[name] = self._made(name.rstrip("0123456789"), name[-1])
        return self[name]

    def _made(self, kind: str, digit: str) -> str:
        if kind == "n":
            return f"{self._random.randint(*NUMBERS[digit]):,}"
        composed = {
            "person": "[a] [b]",
            "firm": "[a] [b]",
            "street": "[a] [b]",
            "title": "The [a] of [b]",
            "year": str(self._random.randint(1950, 2024)),
            "age": str(self._random.randint(61, 99)),
        }
        parts = {"person": ("first", "surname"), "firm": ("stem", "sort"), "street": ("surname", "road")}
        if kind == "last":
            return self["person"].split()[-1]
        if kind in {"river", "island"}:
            return self._random.choice(WORDS["town"])[:4] + ("e" if kind == "river" else "ey")
        if kind in composed:
            one, other = (self._random.choice(WORDS[part]) for part in parts.get(kind, ("stem", "surname")))
            return composed[kind].replace("[a]", one).replace("[b]", other)
        return self._random.choice(WORDS[kind])


def patterns(folder: str) -> Patterns:
    """Those of a folder, in order of their names."""
    reports, notices = (
        [file.read_text(encoding="utf-8").strip() for file in sorted((FOLDER / folder / kind).iterdir())]
        for kind in ("reports", "notices")
    )
    return Patterns(reports, notices)


def lines(name: str) -> list[str]:
    """The lines of a file of patterns."""
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def fill(pattern: str, facts: Facts, random: Random) -> str:
    """A pattern with choices made and facts put in."""
    while found := _CHOICE.search(pattern):
        pattern = pattern[: found.start()] + random.choice(found[1].split("|")) + pattern[found.end() :]
    filled = _FACT.sub(lambda fact: facts[fact[1]], pattern)
    return re.sub(r" +([,.])?", lambda spaces: spaces[1] or " ", filled).strip()


def report(pattern: str, random: Random) -> Report:
    """A report of some event of a kind: its first paragraph and six others or more, in the pattern's order."""
    facts = Facts(random)
    first, *others = pattern.splitlines()
    chosen = sorted(random.sample(range(len(others)), random.randint(6, len(others))))
    paragraphs = [fill(line, facts, random) for line in [first, *(others[n] for n in chosen)]]
    return Report(" ".join(paragraphs[0].split()[: random.randint(6, 10)]).rstrip(","), paragraphs)
