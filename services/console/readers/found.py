"""What a reader finds: articles, messages that are whole already, and problems."""

from dataclasses import dataclass

from services.wire.messages import RawArticle


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is no article: `where` names the file and the place in it, `why` says what is wrong."""

    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class Ready:
    """The JSON bytes of a CloudEvent that somebody else wrote: passed on as it is."""

    payload: bytes


Found = RawArticle | Ready | Problem


class BadContent(Exception):
    """This content is no article. The text says why, in half a line."""


def printable(name: str) -> str:
    """A file name on one line, and safe for a terminal: what can't be printed is escaped."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)
