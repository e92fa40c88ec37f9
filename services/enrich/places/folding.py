"""The form in which a name is kept in the gazetteer and looked up: case, accents and punctuation set aside."""

import re
import unicodedata

_LONGEST = 100  # characters of a name
_SILENT = re.compile("[.'’‘`´ʻʼʹʿʾ\u0300-\u036f]+")  # marks inside words; the last ones are accents, taken off letters
_BETWEEN = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(  # those that Unicode doesn't take apart
    {"æ": "ae", "ə": "a", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "n", "ø": "o", "œ": "oe", "þ": "th"}
)
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "the": "", "and": ""}


def fold(name: str) -> str:
    """The name in plain lower-case words: "The Hague" is "hague", "Saint-Étienne" is "st etienne", "U.S." is "us".

    Empty for what can't be the name of a place in Latin letters.
    """
    if len(name) > _LONGEST:
        return ""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    letters = _SILENT.sub("", name.casefold())
    if not letters.isascii():
        letters = letters.translate(_LETTERS)
    words = [_SHORT.get(word, word) for word in _BETWEEN.split(letters)]
    folded = " ".join(filter(None, words))
    return folded if folded.isascii() else ""
