"""Zip archives."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from services.console.readers.archive import Archive, Member, damaged
from services.console.readers.found import BadContent
from services.console.readers.unpacked import Bounds, Decompressor, Unpacked
from services.console.readers.zip_cut_off import ZipCutOff, begins_as_zip

_ENCRYPTED = 0x1
_LONGEST_DIRECTORY = 32 * 1024**2  # bytes; it takes about ten times as much in memory


def open_zip(file: BinaryIO, bounds: Bounds) -> Archive:
    """The archive in a file; one that has lost its end, with its directory, as far as it goes. Raises BadContent."""
    if not file.seekable():
        copy = TemporaryFile()  # noqa: SIM115 - it is gone with its last reader
        shutil.copyfileobj(file, copy)
        file = cast("BinaryIO", copy)
    try:
        return _ZipArchive(zipfile.ZipFile(cast("BinaryIO", _Cautious(file))), bounds)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        if not begins_as_zip(file):
            raise BadContent("no zip archive") from error
        return ZipCutOff(file, bounds)


class _Cautious:
    """A file for ZipFile, which reads the directory of an archive in one piece, whatever it says is its length."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.tell, self.seekable = file.tell, file.seekable

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_SET and offset < 0:
            raise zipfile.BadZipFile("a place before its beginning")
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_DIRECTORY:
            raise BadContent("too many files in one archive: pack them into several")
        return self._file.read(size)


class _ZipArchive:
    failed = False  # its directory leads to each member

    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        self._archive = archive
        self._bounds = bounds

    def members(self) -> Iterator[Member]:
        for info in self._archive.infolist():
            if not info.filename.endswith("/"):  # a folder
                yield Member(info.filename, partial(self._open, info))

    def _open(self, info: zipfile.ZipInfo) -> BinaryIO:
        if info.flag_bits & _ENCRYPTED:
            raise BadContent("protected by a password: unpack it first")
        try:
            return Unpacked(cast("Decompressor", self._archive.open(info)), self._bounds).buffered()
        except NotImplementedError as error:
            raise BadContent(f"packed in an unusual way ({error}): unpack it first") from error
        except (zipfile.BadZipFile, ValueError, EOFError) as error:
            raise damaged(error) from error
