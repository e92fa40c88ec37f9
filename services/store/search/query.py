"""What somebody looks for, read from one line: `storm "prime minister" glacier* -football`."""

import re
from dataclasses import dataclass

from services.store.search.words import words

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
_OPEN = re.compile(r"[^\W_]\*$")
_MOST_WORDS = 50


class UnusableQuery(ValueError):
    """Nothing can be looked for; the message says why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other. `open`: the last one may go on, as in `glacier*`."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases that an article must have, at least one, and those that it must not have."""

    wanted: tuple[Phrase, ...]
    excluded: tuple[Phrase, ...] = ()


def parse(line: str) -> Query:
    """What the line looks for: words, "phrases", beginnings* and -exclusions, in any order.

    No line is wrong, whatever signs it has: what is neither letter nor digit only parts words, and words that it parts
    without a space between them are a phrase. Raises UnusableQuery if no word is left, or more than 50.
    """
    phrases: dict[str, list[Phrase]] = {"": [], "-": []}
    for term in _TERM.finditer(line):
        text = (term["bare"] if term["quoted"] is None else term["quoted"]).rstrip()
        if found := tuple(words(text)):
            phrases[term["minus"]].append(Phrase(found, _OPEN.search(text) is not None))
    query = Query(tuple(phrases[""]), tuple(phrases["-"]))
    if not query.wanted:
        raise UnusableQuery("no word to look for: give letters or digits, beside what -excludes")
    if sum(len(phrase.words) for phrase in query.wanted + query.excluded) > _MOST_WORDS:
        raise UnusableQuery(f"too much to look for: give at most {_MOST_WORDS} words")
    return query
