"""Files in files: what is compressed or archived is opened, to a bounded depth, and read by the names in it."""

from collections.abc import Iterator
from gzip import GzipFile
from pathlib import PurePath
from typing import BinaryIO

from services.console.readers.archive import Archive
from services.console.readers.formats import read_named
from services.console.readers.found import BadContent, Found, printable
from services.console.readers.tar_archive import TarArchive
from services.console.readers.unpacked import Bounds, Unpacked
from services.console.readers.zip_archive import open_zip

_MOST_DEEP = 3
_INNER_ENDING = {".gz": "", ".tgz": ".tar"}


def read_file(file: BinaryIO, name: str, where: str, bounds: Bounds, depth: int = 0) -> Iterator[Found]:
    """What is found in a file called `name`, or in its members. Raises BadContent and OSError, even half-way.

    What is whole before a place that is damaged or cut off is yielded. `where` names the file in problems.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in (".zip", ".tar", *_INNER_ENDING):
        yield from read_named(file, name, where)
    elif depth == _MOST_DEEP:
        raise BadContent(f"packed more than {_MOST_DEEP} times: unpack it first")
    elif ending == ".zip":
        yield from _read_members(open_zip(file, bounds), where, bounds, depth + 1)
    elif ending == ".tar":
        yield from _read_members(TarArchive(file), where, bounds, depth + 1)
    else:
        inner = PurePath(name).stem + _INNER_ENDING[ending]
        yield from read_file(Unpacked(GzipFile(fileobj=file), bounds).buffered(), inner, where, bounds, depth + 1)


def _read_members(archive: Archive, where: str, bounds: Bounds, depth: int) -> Iterator[Found]:
    """What is found in the members that are not hidden. One that can't be read is a Problem."""
    empty = True
    for member in archive.members():
        if member.hidden:
            continue
        empty = False
        inside = f"{where}: {printable(member.name)}"
        try:
            yield from read_file(member.open(), member.name, inside, bounds, depth)
        except BadContent as error:
            if bounds.exceeded:
                raise
            if not archive.failed:  # else it says so itself
                yield error.at(inside)
    if empty:
        raise BadContent("no file in the archive")
