"""What names are one by, whatever else the document says: the same words, or words known to mean the same."""

import re

from services.enrich.entities.demonyms import PEOPLE
from services.enrich.entities.nicknames import NICKNAMES
from services.enrich.entities.trim import Name, Sex
from services.enrich.names.states import STATES
from services.enrich.names.synonyms import SYNONYMS
from services.enrich.names.words import COMPANY_SUFFIXES, Words, singular, spoken, without_suffix, words

Key = tuple[Words, Sex | None]

PLACES = frozenset({"GPE", "LOC", "NORP", "LANGUAGE"})
"""Labels of places and of peoples."""

_AROUND = re.compile(
    r"^[Ee]x[-‐-―](?=\w)|(?<=\w)[-‐-―](?:born|based|led|ruled|run|held|owned|backed|controlled|speaking|occupied)$"
    r"|(?<=\w\w)\.(?:com|org|net|[a-z]{2})$"
)
_COMPASS = {letter[0]: letter for letter in ("north", "south", "east", "west")}
_STATE = frozenset(words("state republic kingdom province commonwealth emirate sultanate city county"))
_OFFICES = frozenset(words("ministry department university embassy"))


def key(name: Name) -> Key:
    """What the names of one form share."""
    parts = spoken(_AROUND.sub("", name.text)) or words(name.text)
    if name.label == "PERSON":
        parts = (NICKNAMES.get(parts[:1], parts[:1]) + parts[1:]) if len(parts) > 1 else parts
    else:
        parts = without_suffix(parts, COMPANY_SUFFIXES)
    if name.label in PLACES:
        parts = STATES.get(parts, parts)
        parts = (_COMPASS.get(parts[0], parts[0]), *parts[1:]) if len(parts) > 1 else parts
    if name.label == "NORP":
        parts = PEOPLE.get(parts) or PEOPLE.get(singular(parts)) or singular(parts)
    return SYNONYMS.get(parts) or _without_office(parts, name.label), name.sex


def _without_office(parts: Words, label: str) -> Words:
    """`Texas` for `State of Texas`, and `state department` for `Department of State`."""
    if "of" not in parts[1:-1]:
        return parts
    at = parts.index("of")
    if label == "GPE" and parts[at - 1] in _STATE:
        return SYNONYMS.get(parts[at + 1 :], parts[at + 1 :])
    return (*parts[2:], parts[0]) if at == 1 and parts[0] in _OFFICES and len(parts) == 3 else parts
