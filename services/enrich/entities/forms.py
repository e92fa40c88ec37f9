"""Forms: the mentions of a document that are the same words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from services.enrich.entities.names import COMPANY_SUFFIXES, Words, singular, without_suffix, words
from services.enrich.entities.synonyms import NICKNAMES, PEOPLES, STATES, SYNONYMS
from services.enrich.entities.trim import Name, Sex

Key = tuple[Words, Sex | None]

PLACES = frozenset({"GPE", "LOC", "NORP", "LANGUAGE"})
"""Labels of places and of peoples."""

_HEADLINE = 150  # characters of the longest
_AFTER = 1 << 40  # beyond every text
_AROUND = re.compile(
    r"^[Ee]x[-‐-―](?=\w)|(?<=\w)[-‐-―](?:born|based|led|ruled|run|held|owned|backed|controlled|speaking|occupied)$"
    r"|(?<=\w\w)\.(?:com|org|net|[a-z]{2})$"
)
_SILENT = frozenset({"the", "and"})
_COMPASS = {letter[0]: letter for letter in ("north", "south", "east", "west")}
_STATE = frozenset(words("state republic kingdom province commonwealth emirate sultanate city county"))
_OFFICES = frozenset(words("ministry department university embassy"))


class Form:
    """All mentions with the same words and, where a title tells it, the same sex. `fuller` names the same thing.

    `first` is where they begin in the order of reading: headlines are short for what the body says, so they come last.
    `whole` is what nothing is missing from: `Acme Inc.` is no short name of Acme Steel.
    """

    def __init__(self, key: Key, names: Sequence[Name], headline: int) -> None:
        self.words, self.sex = key
        self.names = names
        self.first = next((name.start for name in names if name.start >= headline), _AFTER + names[0].start)
        self.text = names[0].text
        self.label = majority(names)
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
    gathered: dict[Key, list[Name]] = {}
    for name in names:
        gathered.setdefault(key(name), []).append(name)
    headline = max(text.find("\n", 0, _HEADLINE), 0)
    return [Form(key, same, headline) for key, same in gathered.items()]


def key(name: Name) -> Key:
    """What the names of one form share."""
    whole = words(_AROUND.sub("", name.text))
    parts = tuple(part for part in whole if part not in _SILENT) or whole
    if name.label == "PERSON":
        parts = (NICKNAMES.get(parts[:1], parts[:1]) + parts[1:]) if len(parts) > 1 else parts
    else:
        parts = without_suffix(parts, COMPANY_SUFFIXES)
    if name.label == "NORP":
        parts = singular(parts)
        parts = PEOPLES.get(parts, parts)
    if name.label in PLACES:
        parts = STATES.get(parts, parts)
        parts = (_COMPASS.get(parts[0], parts[0]), *parts[1:]) if len(parts) > 1 else parts
    parts = SYNONYMS.get(parts, parts)
    return _without_office(parts, name.label), name.sex


def _without_office(parts: Words, label: str) -> Words:
    """`Texas` for `State of Texas`, and `state department` for `Department of State`."""
    if "of" not in parts[1:-1]:
        return parts
    at = parts.index("of")
    if label == "GPE" and parts[at - 1] in _STATE:
        return SYNONYMS.get(parts[at + 1 :], parts[at + 1 :])
    return (*parts[2:], parts[0]) if at == 1 and parts[0] in _OFFICES and len(parts) == 3 else parts


def majority(names: Iterable[Name]) -> str:
    """The label that most names have; the first one's where none has more."""
    return Counter(name.label for name in names).most_common(1)[0][0]
