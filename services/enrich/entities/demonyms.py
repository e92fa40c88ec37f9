"""Peoples that are called by more than one word."""

from services.enrich.names.peoples import PEOPLES
from services.enrich.names.synonyms import table
from services.enrich.names.words import Words, spoken

_FAITHS = table(
    """
    Kurdish: Kurd, Kurds
    Jewish: Jew, Jews
    Muslim: Moslem, Moslems, Muslims
    Shiite: Shia, Shi'ite, Shias, Shiites, Shi'ites
    Catholic: Roman Catholic, Roman Catholics, Catholics
    Uighur: Uyghur, Uyghurs, Uighurs
    """
)


def _demonyms() -> dict[Words, Words]:
    first = {place: name for name, place in reversed(PEOPLES.items())}
    # where only the people's name has two words, it is one of several in a place: Greek Cypriots
    return {spoken(n): spoken(first[place]) for n, place in PEOPLES.items() if " " not in n or " " in place}


PEOPLE = _demonyms() | _FAITHS
"""Names of peoples -> one name for each: Scots and the Scottish, Danes and the Danish."""
