"""Finding files, and opening each."""

import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from services.console.readers.found import BadContent, Found, Problem, printable
from services.console.readers.unpacked import Bounds

STANDARD_INPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or standard input. `size` is in bytes, 0 where nobody knows it."""

    path: Path
    size: int

    def __str__(self) -> str:
        return "standard input" if self.path == STANDARD_INPUT else printable(str(self.path))


def find(paths: Iterable[Path]) -> Iterator[Source | Problem]:
    """The files at `paths` in order; folders sorted by name and to any depth, without hidden files."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield Source(path, 0)
        else:
            inside = list(below(path))
            yield from inside or [Problem(printable(str(path)), "no file in this folder (hidden ones are left out)")]


def below(path: Path, above: tuple[Path, ...] = ()) -> Iterator[Source | Problem]:
    """The file at `path`, or those in this folder. `above` are the folders that are being gone through."""
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            if above and not stat.S_ISREG(status.st_mode):
                raise OSError(None, "neither a file nor a folder")
            yield Source(path, status.st_size)
            return
        real = path.resolve()
        if real in above:
            raise OSError(None, "a link back to a folder that it lies in")
        inside = sorted(each for each in path.iterdir() if not each.name.startswith("."))
    except OSError as error:
        yield Problem(printable(str(path)), _reason(error))
        return
    for each in inside:
        yield from below(each, (*above, real))


def read(source: Source) -> Iterator[tuple[Found, int]]:
    """What is found in a file, each with the number of bytes read so far. Never raises."""
    from services.console.readers.containers import read_file  # noqa: PLC0415 - its libraries are none of a service's

    where = str(source)
    try:
        opened = nullcontext(sys.stdin.buffer) if source.path == STANDARD_INPUT else source.path.open("rb")
        with opened as file:
            for found in read_file(file, source.path.name, where, Bounds(source.size)):
                yield found, file.tell() if source.size else 0
    except BadContent as error:
        yield error.at(where), source.size
    except OSError as error:
        yield Problem(where, _reason(error)), source.size


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
