"""What no model can read, taken out of its sight."""

import re

_LONG_WORD = re.compile(r"\S{200,}")  # no name, and tokenisers take quadratic time on some
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")  # lone surrogates have no UTF-8, which tokenisers work on


def readable(text: str) -> str:
    """The text, character for character, with what a model can't read blanked."""
    return _LONG_WORD.sub(lambda word: " " * len(word[0]), _UNREADABLE.sub(" ", text))
