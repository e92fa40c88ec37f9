"""What a word is: the same for what is stored and for what is looked for, in every database.

Databases cut texts into words by rules of their own, which differ. So they are given words that are cut here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Chinese and Japanese, written without spaces
_OTHER = rf"[^\W_{_ALONE}]"
_LONGEST = 100  # so many letters of a word, then the next word begins: PostgreSQL takes none over 2,046 bytes
_PLAIN = rf"[a-zA-Z0-9]{{1,{_LONGEST}}}+"
_PLAIN_WORD = re.compile(_PLAIN)
_WORD = re.compile(rf"{_PLAIN}(?![^\x00-\x7f])|[{_ALONE}]|{_OTHER}(?:{_OTHER}|[\u0300-\u036f]){{,{_LONGEST - 1}}}")


def words(text: str) -> list[str]:
    """The words of a text, each without case and accents: letters and digits alone.

    All other characters stand between words: `Lavrov's` is two. Of Chinese and Japanese each character is a word.
    Stored articles were cut by this: who changes it must empty `article_words` in a migration.
    """
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())
    found = ((word.lower(),) if word.isascii() else _folded(word) for word in _WORD.findall(text))
    return [word for each in found for word in each]


def headline_and_body(headline: str | None, text: str) -> tuple[list[str], list[str]]:
    """The words of an article's headline, and those of its text, which begins with the headline, below it."""
    above, found = words(headline or ""), words(text)
    return above, found[len(above) :] if found[: len(above)] == above else found


def located(text: str) -> Iterator[tuple[int, int, str]]:
    """The same words, each with the offsets in the text where it begins and ends; those of one ligature share them."""
    for found in _WORD.finditer(text):
        for word in _folded(found[0]):
            yield found.start(), found.end(), word


@lru_cache(8192)
def _folded(word: str) -> list[str]:
    """The word, or several where letters stand for more of them than one, as in a ligature or half-width katakana."""
    letters = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return _WORD.findall("".join(letter for letter in letters if letter.isalnum()))
