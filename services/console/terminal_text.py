"""Text from articles, made safe to print: an article must not be able to steer the reader's terminal."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")


def printable(text: str) -> str:
    """The text with every control character but tab and newline as U+FFFD, one for one, so that offsets hold.

    That is all of C0 and C1, where escape sequences begin, and the characters that override the direction of writing.
    """
    return _CONTROL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text safe to print, on one line, without tabs."""
    return printable(_SPACES.sub(" ", text).strip())
