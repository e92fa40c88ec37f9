"""What a reader finds: articles, messages that are whole already, and problems."""

from dataclasses import dataclass, field
from datetime import datetime

from services.wire.messages import RawArticle


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is no article: `where` names the file and the place in it, `why` says what is wrong.

    `until` is when it becomes one, the end of an embargo; None for everything else.
    """

    where: str
    why: str
    until: datetime | None = field(default=None, repr=False, compare=False)  # `why` names it already

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Ready:
    """The JSON bytes of a CloudEvent that somebody else wrote: passed on as it is."""

    payload: bytes


Found = RawArticle | Ready | Problem


class BadContent(Exception):
    """This content is no article. The text says why, in half a line; `until` is that of a Problem."""

    def __init__(self, why: str, until: datetime | None = None) -> None:
        super().__init__(why)
        self.until = until

    def at(self, where: str) -> Problem:
        """The problem that it is at this place."""
        return Problem(where, str(self), self.until)


def printable(name: str) -> str:
    """A file name on one line, and safe for a terminal: what can't be printed is escaped."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)
