"""Forms: the mentions of a document that are the same words."""

from collections import Counter
from collections.abc import Iterable, Sequence

from services.enrich.entities.keys import Key, key
from services.enrich.entities.trim import Name
from services.enrich.entities.whereabouts import whereabouts
from services.enrich.names.words import COMPANY_SUFFIXES, words

_HEADLINE = 150  # characters of the longest
_AFTER = 1 << 40  # beyond every text


class Form:
    """All mentions with the same words and, where a title tells it, the same sex. `fuller` names the same thing.

    `first` is where they begin in the order of reading: headlines are short for what the body says, so they come last.
    `whereabouts` is the state or country of what the words around it show to be a place, whoever else is called so.
    `whole` is what nothing is missing from: `Acme Inc.` is no short name of Acme Steel.
    """

    def __init__(self, key: Key, whereabouts: str | None, names: Sequence[Name], headline: int) -> None:
        self.words, self.sex = key
        self.names = names
        self.first = next((name.start for name in names if name.start >= headline), _AFTER + names[0].start)
        self.text = names[0].text
        self.label = majority(names)
        self.whereabouts = whereabouts
        self.fuller: Form | None = None
        self.whole = self.label == "ORG" and any(words(name.text)[-1] in COMPANY_SUFFIXES for name in names)

    @property
    def root(self) -> "Form":
        """The fullest form of the thing that this form names."""
        root = self
        while root.fuller:
            root = root.fuller
        return root


def gather(text: str, names: Iterable[Name]) -> list[Form]:
    """The forms of a document, in order of first mention. `names` come in order."""
    gathered: dict[tuple[Key, str | None], list[Name]] = {}
    for name in names:
        gathered.setdefault((key(name), whereabouts(text, name.start, name.end)), []).append(name)
    headline = max(text.find("\n", 0, _HEADLINE), 0)
    return [Form(key, where, same, headline) for (key, where), same in gathered.items()]


def majority(names: Iterable[Name]) -> str:
    """The label that most names have; the first one's where none has more."""
    return Counter(name.label for name in names).most_common(1)[0][0]
