"""Cutting a batch into portions, and running one of them so that a bad entry harms no other."""

import traceback
from collections.abc import Iterable, Iterator, Sequence

from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Dead, Outcome
from services.wire.delivery.stage import Work
from services.wire.failures import Transient


def portions(entries: Iterable[Entry], count: int, size: int) -> Iterator[list[Entry]]:
    """Cut entries into portions of at most `count` entries and, unless one alone is larger, `size` bytes."""
    portion: list[Entry] = []
    total = 0
    for entry in entries:
        bytes_more = entry.size
        if portion and (len(portion) == count or total + bytes_more > size):
            yield portion
            portion, total = [], 0
        portion.append(entry)
        total += bytes_more
    if portion:
        yield portion


def work_on(work: Work, entries: Sequence[Entry]) -> list[Outcome]:
    """One outcome an entry. Where the work on all of them fails, each runs alone and the guilty one dies.

    Raises Transient.
    """
    try:
        return work(entries)
    except Transient:
        raise
    except Exception as error:
        failed = Dead(f"{type(error).__name__}: {error}", traceback=traceback.format_exc())
    if len(entries) == 1:
        return [failed]
    return [outcome for entry in entries for outcome in work_on(work, [entry])]
