"""Which entities of different articles are one thing: those with the same label, normalised name and place."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from services.wire.messages import EnrichedArticle, Entity

_BETWEEN_WORDS = re.compile(r"[\s\-‐-―/]+")
_SET_ASIDE = re.compile(r"[^\w ]|_")
_OF_ASCII = {ord(c): _SET_ASIDE.sub("", _BETWEEN_WORDS.sub(" ", c)) or None for c in map(chr, range(128))}
"""What these make of each ASCII character, for names of no others: most are, and it takes a third of the time."""

UNHOLDABLE = re.compile("[\0\ud800-\udfff]")
"""What not every database takes in a text."""

_LONGEST = 500
"""Characters of a normalised name and label: an index of PostgreSQL holds 2,704 bytes."""
_MOST_GEONAMES = 2**63 - 1


class Canonical(NamedTuple):
    """What tells one thing from another. `name_key` is the normalised name, `geonames` 0 for what is no known place."""

    name_key: str
    label: str
    geonames: int


class Spelling(NamedTuple):
    """How an article names a thing, and where that is: country (ISO 3166) and state; None where it has none."""

    name: str
    country: str | None = None
    admin1: str | None = None


Spellings = Mapping[Canonical, Spelling]
"""Things, each as the article has it that names it first."""

Keys = Mapping[Canonical, int | None]
"""The keys under which a database knows things."""


def name_key(name: str) -> str:
    """A name with case, diacritics, full stops, hyphens and spacing set aside: `Al-Assad` and `al Assad` are one.

    Its words, between single spaces; apostrophes and all other signs that are neither letter nor digit go as well.
    Stored names were normalised by this: who changes it must have them normalised anew in a migration.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_OF_ASCII).split())
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_SET_ASIDE.sub("", _BETWEEN_WORDS.sub(" ", name.casefold())).split())


@lru_cache(8192)  # each entity is asked about twice
def canonical(label: str, name: str, geonames: int | None) -> Canonical | None:
    """The thing that an entity is; None where nothing is left of its name, or where no index could hold it."""
    found = Canonical(name_key(name), label, geonames or 0)
    holdable = (
        found.name_key
        and len(found.name_key) + len(label) <= _LONGEST
        and 0 <= found.geonames <= _MOST_GEONAMES
        and not UNHOLDABLE.search(label + name)
    )
    return found if holdable else None


def canonical_of(entity: Entity) -> Canonical | None:
    """The same, for an entity in a message."""
    return canonical(entity.label, entity.name, entity.place.geonames if entity.place else None)


def spelling(name: str, country: str | None, admin1: str | None) -> Spelling:
    """A thing as an article has it, without what no database could hold."""
    whereabouts = (part if part and not UNHOLDABLE.search(part) else None for part in (country, admin1))
    return Spelling(name, *whereabouts)


def spellings(articles: Sequence[EnrichedArticle]) -> dict[Canonical, Spelling]:
    """Every thing that the articles name, as it is there first."""
    found: dict[Canonical, Spelling] = {}
    for article in articles:
        for entity in article.entities:
            if (thing := canonical_of(entity)) and thing not in found:
                place = entity.place
                found[thing] = spelling(entity.name, place.country, place.admin1) if place else Spelling(entity.name)
    return found
