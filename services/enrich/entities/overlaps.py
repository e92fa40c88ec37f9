"""Names that lie in the same stretch of a text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from services.enrich.entities.trim import Name

_START, _END = attrgetter("start"), attrgetter("end")


def overlapping(names: Sequence[Name], start: int, end: int) -> Sequence[Name]:
    """Those of `names`, in order and none over another, that share a character with start:end."""
    return names[bisect_right(names, start, key=_END) : bisect_left(names, end, key=_START)]


def added(names: Sequence[Name], more: Iterable[Name]) -> list[Name]:
    """Both in order, without those of `more` that lie over one of `names`. Within each, none lies over another."""
    return sorted([*names, *(name for name in more if not overlapping(names, name.start, name.end))], key=_START)
