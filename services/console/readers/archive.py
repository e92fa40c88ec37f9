"""What archives of every format have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from services.console.readers.found import BadContent, printable

_SHOWN = 100  # characters of what a library says: some repeat what they read


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `open` raises BadContent."""

    name: str
    open: Callable[[], BinaryIO]

    @property
    def hidden(self) -> bool:
        """Whether it is a hidden file, or one of those that macOS adds."""
        parts = [part for part in self.name.split("/") if part not in (".", "..")]
        return any(part.startswith(".") or part == "__MACOSX" for part in parts)


class Archive(Protocol):
    """An open archive."""

    @property
    def failed(self) -> bool:
        """Whether the member that could not be read is the last that could be found."""
        ...

    def members(self) -> Iterator[Member]:
        """The files in it, in order; each is read before the next is asked for. Raises BadContent and OSError."""
        ...


def damaged(error: Exception) -> BadContent:
    """What to say of content that a library finds broken."""
    return BadContent(f"damaged: {printable(str(error))[:_SHOWN]}")
