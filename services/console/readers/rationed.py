"""Reading headers that may claim, or have, any length."""

from collections.abc import Callable
from typing import BinaryIO

from services.console.readers.found import BadContent

LONGEST_HEADER = 1024**2
"""The most bytes that a header in an archive may have: libraries read each into memory, whatever its length."""


class Rationed:
    """A file that gives no more than the `ration` set last, so that a header without end is found out.

    `error` is why it can't be read on, if so.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.ration = LONGEST_HEADER
        self.error: BadContent | None = None
        # All that there is before a place that can't be read, where there is less than asked for.
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end. Raises BadContent and OSError."""
        try:
            content = self._read(size)
            self.ration -= len(content)
            if self.ration < 0:
                raise BadContent("damaged: a header without end")
        except BadContent as error:
            self.error = error
            raise
        return content
