"""The lines of the file in which a backup keeps what Redis holds: one JSON object each.

Bytes are written as the characters U+0000 to U+00FF, so that all of them come back and most can be read. Nothing here
depends on the version of a server: what one wrote, an older one or another make can be given.
"""

import json
from typing import Literal, NotRequired, TypedDict


class Hash(TypedDict):
    """A hash. `expires` is in Unix milliseconds, -1 where it doesn't."""

    kind: Literal["hash"]
    key: str
    fields: list[tuple[str, str]]
    expires: int


class SortedSet(TypedDict):
    """A sorted set: members with their scores."""

    kind: Literal["zset"]
    key: str
    members: list[tuple[str, float]]


class Group(TypedDict):
    """A consumer group. `read` is missing where Redis does not know how many entries it has read.

    `pending`: per entry its id, its consumer, when it was delivered (Unix milliseconds) and how often.
    """

    name: str
    last: str
    read: NotRequired[int]
    pending: list[tuple[str, str, int, int]]


class Stream(TypedDict):
    """A stream without its entries, whose lines come before this one."""

    kind: Literal["stream"]
    key: str
    last: str
    added: int
    deleted: str
    groups: list[Group]


class StreamEntry(TypedDict):
    """An entry of a stream: names and values by turns."""

    kind: Literal["entry"]
    key: str
    id: str
    fields: list[str]


Line = Hash | SortedSet | Stream | StreamEntry


def to_json(line: Line) -> bytes:
    """The line, with its end."""
    return json.dumps(line).encode() + b"\n"


def from_json(text: bytes) -> Line:
    """The line again. Only for files whose checksum is right: nothing is looked at."""
    return json.loads(text)


def text(value: bytes) -> str:
    """Bytes as they are written."""
    return value.decode("latin-1")


def raw(value: str) -> bytes:
    """The bytes again."""
    return value.encode("latin-1")
