"""What the bearer of a name is called for short."""

import re
from collections.abc import Iterator
from itertools import pairwise

from services.enrich.entities.forms import Form
from services.enrich.entities.keys import PLACES
from services.enrich.names.words import GENERATION_SUFFIXES, Words, initials, without_suffix, words

_MOST_WORDS = 8  # of a name that is taken apart
_COMPASS = frozenset({"north", "south", "east", "west"})
_LAND = frozenset(words("province prefecture governorate oblast river islands island mountains peninsula desert strip"))
_GOES_ON = frozenset(
    words("of for in on at group holdings international bank corporation company airlines club university party")
)
_INITIALS = 2  # letters of a middle name that may be initials
_KIND = re.compile(r"[A-Z][a-z]{3,}")
_OF = frozenset({"of", "for", "on", "in", "at", "to", "against"})


def surely(form: Form) -> set[Words]:
    """What the bearer of a name is called where no one else is meant: surname, initials, the words as one."""
    called = {form.words, ("".join(form.words),)}
    if len(form.words) > _MOST_WORDS:
        return called
    if form.label != "PERSON":
        return called | {(letters,) for letters in initials(form.text)}
    if len(form.words) > 1:
        name = without_suffix(form.words, GENERATION_SUFFIXES)
        called |= {name, (name[0], name[-1]), (name[0][0], name[-1])}
        called |= {whole[at:] for whole in (form.words, name) for at in range(1, len(name))}
    return called


def possibly(form: Form) -> Iterator[Words]:
    """What the bearer of a name may be called where nobody else fits: first or middle name, first or last words."""
    name = form.words
    if not 1 < len(name) <= _MOST_WORDS:
        return
    if form.label == "PERSON":
        yield words(form.text)[:1]  # not what a nickname stands for
        yield from ((middle,) for middle in name[1:-1] if len(middle) > _INITIALS)
        yield from (name[:at] for at in range(2, len(name)))
    elif form.label not in PLACES:
        yield name[:1]
        yield from (name[at:] for at in range(1, len(name)))
        yield from (name[:at] for at in range(2, len(name)) if name[at] in _GOES_ON)
    elif name[-1] in _LAND:
        yield name[:-1]
    elif form.label == "GPE" and name[0] in _COMPASS:
        yield name[:1]


def kind(name: str) -> str | None:
    """The noun that says what an organisation is: `Observatory` of `Syrian Observatory for Human Rights`."""
    parts = name.split()
    noun = next((before for before, after in pairwise(parts) if after in _OF), parts[-1])
    return noun if len(parts) > 1 and _KIND.fullmatch(noun) else None


def kinds(form: Form) -> Iterator[Words]:
    """What an organisation may be called by its kind."""
    if form.label == "ORG" and (word := kind(form.text)):
        yield words(word)
