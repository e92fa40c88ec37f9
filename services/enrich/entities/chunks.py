"""Cutting long texts, so that the memory a model takes does not grow with them."""

from collections.abc import Iterator

_ENDS = ("\n\n", "\n", ". ", " ")  # where to cut, best first


def cut(text: str, limit: int) -> Iterator[tuple[int, str]]:
    """Pieces of at most `limit` characters with their offsets, which add up to the text.

    Cuts lie after a paragraph where one ends in the second half of a piece, else after a line, a sentence, a word, and
    in a word only where there is nothing else.
    """
    start = 0
    while len(text) - start > limit:
        end = _end(text, start, start + limit)
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _end(text: str, start: int, furthest: int) -> int:
    middle = (start + furthest) // 2
    for mark in _ENDS:
        found = text.rfind(mark, middle, furthest)
        if found >= 0:
            return found + len(mark)
    return furthest
