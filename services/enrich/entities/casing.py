"""Headlines in capitals and in title case, written as the body writes their words, so that a model can read them."""

import re
from collections import Counter, defaultdict
from collections.abc import Container

from services.enrich.entities.given_names import given_names
from services.enrich.names.peoples import LISTED

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|[\"“(]|--? )['\"“‘(]*$")
_SMALL_LIST = """
a an the and or but nor as at by for from if in into of off on onto out over per than to up via with without vs
after against among amid before between during near since through under until till upon about
is are was were be been has have had do does did will would may might can could should must not no
he she it they we you i his her its their our your him them us who what when where why how this that these those
says say said sees see seen new
"""
_SMALL = frozenset(_SMALL_LIST.split())

_SHORT = 400  # characters of a text whose body may lack what the headline names

Spellings = dict[str, str]


def recase(text: str) -> str:
    """The text with its lines in capitals or in title case written as in a sentence; offsets stay as they are.

    Each of their words is spelled as the rest of the text mostly spells it inside of sentences. A word that does not
    occur there is written small in the headline of an article, where the body has most names; elsewhere, as in tables,
    it begins with a capital, small words (`of`, `after`) apart.
    """
    apart = {line.start(): line[0] for line in _LINE.finditer(text) if _in_capitals(line[0]) or _in_title_case(line[0])}
    if not apart:
        return text
    spellings = _spellings(text, apart)

    def spell(line: re.Match[str]) -> str:
        is_headline = line.start() == 0 and len(text) > _SHORT
        return _respelled(line[0], spellings, is_headline) if line.start() in apart else line[0]

    return _LINE.sub(spell, text)


def _in_capitals(line: str) -> bool:
    """Whether most of the words of a line, one of them of four letters, are written in capitals."""
    words = [word for word in _WORD.findall(line) if len(word) > 1]
    capitals = [word for word in words if word.isupper()]
    return len(words) > 1 and any(len(word) > 3 for word in capitals) and 3 * len(capitals) > 2 * len(words)


def _in_title_case(line: str) -> bool:
    """Whether a line of some length has no word of four letters that begins with a small one."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return len(words) > 4 and all(word[0].isupper() for word in words) and not _in_capitals(line)


def _spellings(text: str, apart: Container[int]) -> Spellings:
    """How each word is mostly written, by its small letters; sentence beginnings and the lines `apart` don't count."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in _LINE.finditer(text):
        if line.start() in apart:
            continue
        for word in _WORD.finditer(line[0]):
            weight = 1 if _begins(line[0], word.start()) and word[0][0].isupper() else 10
            seen[word[0].lower()][word[0]] += weight
    return {low: counts.most_common(1)[0][0] for low, counts in seen.items()}


def _begins(line: str, at: int) -> bool:
    return _SENTENCE.search(line, max(0, at - 6), at) is not None if at else True


def _respelled(line: str, spellings: Spellings, is_headline: bool) -> str:
    capitals = _in_capitals(line)

    def spell(word: re.Match[str]) -> str:
        written, low = word[0], word[0].lower()
        stem, possessive = (low[:-2], low[-2:]) if low.endswith(("'s", "’s")) else (low, "")
        spelled = spellings.get(low) or (spellings[stem] + possessive if stem in spellings else None)
        if spelled is None:
            initial = len(written) == 1 and line[word.end() : word.end() + 1] == "."
            if initial or not capitals:
                return written
            name = low[:1].upper() + low[1:]
            known = name in LISTED or name in given_names() if is_headline else low not in _SMALL
            spelled = name if known else low
        return spelled if len(spelled) == len(written) else written

    return _WORD.sub(spell, line)
