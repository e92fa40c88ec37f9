"""Fields of an entry as JSON can hold them: pairs of name and value, both in base64."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping

Pairs = list[tuple[str, str]]


def to_pairs(fields: Mapping[bytes, bytes]) -> Pairs:
    """The fields in their order."""
    return [(b64encode(name).decode(), b64encode(value).decode()) for name, value in fields.items()]


def from_pairs(pairs: Iterable[tuple[str, str]]) -> dict[bytes, bytes]:
    """The fields again, byte for byte. Raises ValueError for what is no such pairs."""
    return {b64decode(name, validate=True): b64decode(value, validate=True) for name, value in pairs}
