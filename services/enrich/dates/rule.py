"""What a rule is: a named pattern, and what it reads in a match."""

from collections.abc import Callable
from dataclasses import dataclass

from services.enrich.dates.lexicon import words
from services.enrich.dates.meanings import Meaning
from services.enrich.dates.tokens import Tokens
from services.wire.messages.annotations import TimexType

PERSONAL_TITLES = words("mr mrs ms miss dr prof gen sen rep gov lt capt sgt rev sir lady")


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

    def follows_title(self) -> bool:
        """Whether it is somebody's name: "Mr. Friday", "Dr June"."""
        return self.before() in PERSONAL_TITLES or (self.before() == "." and self.before(2) in PERSONAL_TITLES)

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
