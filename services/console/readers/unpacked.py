"""What compressed content unpacks to, as a file: bounded, and with one line for whatever is wrong with it."""

import io
import zlib
from dataclasses import dataclass
from gzip import BadGzipFile
from lzma import LZMAError
from tarfile import ReadError
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile

from services.console.readers.archive import damaged
from services.console.readers.found import BadContent

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_ALWAYS = 256 * 1024**2
_RATIO = 100  # texts shrink to a fifth, rarely to a twentieth; zeros, in a bomb, to a thousandth

CUT_OFF = "cut off in the middle: only what is whole before that was read"


@dataclass(slots=True)
class Bounds:
    """How much a file of `size` bytes may unpack to, in all its layers and members together."""

    size: int
    unpacked: int = 0

    @property
    def exceeded(self) -> bool:
        """Whether it is a zip bomb, and nothing more should be read of it."""
        return self.unpacked > max(_ALWAYS, _RATIO * self.size)

    def count(self, more: int) -> None:
        """Note that `more` bytes were unpacked. Raises BadContent where that is too much."""
        self.unpacked += more
        if self.exceeded:
            raise BadContent(f"unpacks to more than {_RATIO} times its size (a zip bomb?): not read any further")


class Decompressor(Protocol):
    """What gives decompressed content in pieces, the way GzipFile and ZipExtFile do."""

    def read1(self, size: int, /) -> bytes:
        """Some bytes, at most `size`; none at the end. Raises EOFError where more should follow, and errors of zlib."""
        ...


class Unpacked(io.RawIOBase):
    """A file, not seekable, of what a decompressor gives. Reading it raises BadContent and OSError."""

    def __init__(self, source: Decompressor, bounds: Bounds) -> None:
        self.failed = False
        self._source = source
        self._bounds = bounds

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill a buffer as far as it goes, 0 bytes at the end."""
        view = memoryview(buffer)
        try:
            content = self._source.read1(len(view))
        except EOFError as error:
            self.failed = True
            raise BadContent(CUT_OFF) from error
        except (BadGzipFile, BadZipFile, ReadError, LZMAError, zlib.error) as error:
            self.failed = True
            raise damaged(error) from error
        except OSError as error:
            if error.errno is not None:
                raise
            self.failed = True  # bzip2 says so of its own data
            raise damaged(error) from error
        self._bounds.count(len(content))
        view[: len(content)] = content
        return len(content)

    def buffered(self, size: int = 64 * 1024) -> io.BufferedReader:
        """The same with a buffer of so many bytes."""
        return io.BufferedReader(self, size)
