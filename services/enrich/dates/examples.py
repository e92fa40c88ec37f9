"""Examples beside the rules: a text, its publication date, and what must be found in it."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """`expected` holds (text, type, value) of every expression of the text, in order."""

    text: str
    published: datetime.date | None
    expected: tuple[tuple[str, str, str | None], ...]


def example(text: str, published: str | None, *expected: tuple[str, str, str | None]) -> Example:
    """An example, with the publication date in ISO form."""
    return Example(text, datetime.date.fromisoformat(published) if published else None, expected)
