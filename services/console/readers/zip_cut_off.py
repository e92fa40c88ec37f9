"""Zip archives whose end is missing, and with it their directory: each member still follows a header of its own."""

import os
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from services.console.readers.archive import Member
from services.console.readers.found import BadContent
from services.console.readers.unpacked import CUT_OFF, Bounds, Decompressor, Unpacked

# APPNOTE.TXT 4.3.7, of the zip format: signature, flags, method, size when compressed, lengths of name and extra field.
_HEADER = struct.Struct("<4s2xHH8xL4xHH")
_SIGNATURE = b"PK\3\4"
_ENCRYPTED, _SIZE_FOLLOWS = 0x1, 0x8
_STORED, _DEFLATED = 0, 8
_LONGEST_DESCRIPTOR = 24  # bytes that may stand between two members
_PIECE = 64 * 1024


def begins_as_zip(file: BinaryIO) -> bool:
    """Whether a seekable file begins with the header of a member."""
    file.seek(0)
    return file.read(len(_SIGNATURE)) == _SIGNATURE


class ZipCutOff:
    """The members of a seekable file from its beginning on, as far as they are whole."""

    def __init__(self, file: BinaryIO, bounds: Bounds) -> None:
        self._file = file
        self._bounds = bounds
        self._reader: Unpacked | None = None

    @property
    def failed(self) -> bool:
        """Whether the last member has no end, so that none can be found after it."""
        return self._reader is not None and self._reader.failed

    def members(self) -> Iterator[Member]:
        """The files in it up to the first that has no end, a password, or an unusual method. Then raises BadContent."""
        self._file.seek(0)
        while member := self._next():
            name, content = member
            self._reader = Unpacked(content, self._bounds)
            file = self._reader.buffered()
            if not name.endswith("/"):
                yield Member(name, lambda file=file: cast("BinaryIO", file))
            while file.read(_PIECE):
                pass
            self._skip_descriptor()
        raise BadContent(CUT_OFF)

    def _next(self) -> tuple[str, Decompressor] | None:
        header = self._file.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_SIGNATURE):
            return None
        _, flags, method, size, name_length, extra_length = _HEADER.unpack(header)
        name = self._file.read(name_length).decode(errors="replace")
        self._file.seek(extra_length, os.SEEK_CUR)
        if method == _DEFLATED and not flags & _ENCRYPTED:
            return name, _Deflated(self._file)
        if method == _STORED and not flags & (_ENCRYPTED | _SIZE_FOLLOWS):
            return name, _Stored(self._file, size)
        return None

    def _skip_descriptor(self) -> None:
        end = self._file.tell()
        between = self._file.read(_LONGEST_DESCRIPTOR + len(_SIGNATURE)).find(_SIGNATURE)
        self._file.seek(end + max(between, 0))


class _Stored:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def read1(self, size: int, /) -> bytes:
        content = self._file.read(min(size, self._left))
        if self._left and not content:
            raise EOFError
        self._left -= len(content)
        return content


class _Deflated:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def read1(self, size: int, /) -> bytes:
        while not self._inflate.eof:
            packed = self._inflate.unconsumed_tail or self._file.read(_PIECE)
            if not packed:
                raise EOFError
            content = self._inflate.decompress(packed, size)
            if self._inflate.eof:
                self._file.seek(-len(self._inflate.unused_data), os.SEEK_CUR)
            if content:
                return content
        return b""
