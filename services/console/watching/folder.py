"""Which files of a folder are whole, and not published yet."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from services.console.readers.found import Problem
from services.console.readers.sources import below

_UNFINISHED = (".part", ".tmp", ".temp", ".partial", ".filepart", ".crdownload", ".swp", "~")
"""Endings of what editors and programs that copy are still busy with."""


class Mark(NamedTuple):
    """By what a file shows that it has changed: bytes, and times of content and of rights in nanoseconds (stat(2))."""

    size: int
    modified: int
    changed: int


Marks = Mapping[Path, Mark]


def look(folder: Path) -> Iterator[tuple[Path, Mark] | Problem]:
    """The files in a folder, in order; hidden ones and those that are not finished are left out."""
    for found in below(folder):
        if isinstance(found, Problem):
            yield found
        elif not found.path.name.lower().endswith(_UNFINISHED):
            try:
                status = found.path.stat()
            except OSError:  # gone again
                continue
            yield found.path, Mark(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def whole(now: Marks, before: Marks, published: Marks) -> list[Path]:
    """The files that two looks found alike, which nobody goes on writing then, and that were not published so."""
    return [path for path, mark in now.items() if before.get(path) == mark and published.get(path) != mark]
