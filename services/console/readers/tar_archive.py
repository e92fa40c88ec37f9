"""Tar archives, read in one pass."""

import tarfile
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from services.console.readers.archive import Member, damaged
from services.console.readers.found import BadContent
from services.console.readers.rationed import LONGEST_HEADER, Rationed
from services.console.readers.unpacked import CUT_OFF, Bounds, Decompressor, Unpacked

_PIECE = 4096  # bytes: at a place that can't be read, tarfile loses the piece that was asked for


class TarArchive:
    """A tar archive in a file that need not be seekable."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = Rationed(file)
        self._error: BadContent | None = None

    @property
    def failed(self) -> bool:
        """Whether the file itself has no more to give."""
        return self._error is not None

    def read(self, size: int) -> bytes:
        """For tarfile: some bytes of the file, none where it can't be read on, so that those before are not lost."""
        try:
            content = self._file.read(size)
            if not content:  # the end of an archive is marked in it, and tarfile asks for no more
                raise BadContent(CUT_OFF)
        except BadContent as error:
            self._error = self._error or error
            return b""
        return content

    def members(self) -> Iterator[Member]:
        """The files in it."""
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", self), mode="r|") as archive:
                while member := archive.next():
                    archive.members = []  # pyright: ignore[reportAttributeAccessIssue]  # it would keep all, untyped
                    self._file.ration = LONGEST_HEADER + member.size
                    content = archive.extractfile(member) if member.isreg() else None
                    if content:
                        file = Unpacked(cast("Decompressor", content), Bounds(member.size)).buffered(_PIECE)
                        yield Member(member.name, lambda file=file: cast("BinaryIO", file))
                        while not self._error and file.read(_PIECE):
                            pass
        except (tarfile.TarError, ValueError, OverflowError) as error:
            raise self._error or damaged(error) from error
        if self._error:
            raise self._error
