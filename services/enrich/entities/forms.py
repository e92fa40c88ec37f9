"""Forms: the mentions of a document that are the same words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from services.enrich.entities.names import COMPANY_SUFFIXES, SYNONYMS, Words, singular, without_suffix, words
from services.enrich.entities.trim import Name, Sex

Key = tuple[Words, Sex | None]


class Form:
    """All mentions with the same words and, where a title tells it, the same sex. `fuller` names the same thing."""

    def __init__(self, key: Key, names: Sequence[Name]) -> None:
        self.words, self.sex = key
        self.names = names
        self.first = names[0].start
        self.text = names[0].text
        self.label = majority(names)
        self.fuller: Form | None = None

    @property
    def root(self) -> "Form":
        """The fullest form of the thing that this form names."""
        root = self
        while root.fuller:
            root = root.fuller
        return root


def gather(names: Iterable[Name]) -> list[Form]:
    """The forms of a document, in order of first mention. `names` come in order."""
    gathered: dict[Key, list[Name]] = {}
    for name in names:
        gathered.setdefault(key(name), []).append(name)
    return [Form(key, same) for key, same in gathered.items()]


def key(name: Name) -> Key:
    """What the names of one form share."""
    parts = words(name.text)
    if name.label != "PERSON":
        parts = without_suffix(parts, COMPANY_SUFFIXES)
    if name.label == "NORP":
        parts = singular(parts)
    return SYNONYMS.get(parts, parts), name.sex


def majority(names: Iterable[Name]) -> str:
    """The label that most names have; the first one's where none has more."""
    return Counter(name.label for name in names).most_common(1)[0][0]
