"""Narrowing what JSON text may hold to what a format says it holds."""

from collections.abc import Iterator, Mapping
from typing import cast

Object = dict[str, object]


def objects(value: object) -> Iterator[Object]:
    """The objects in a value that may be one, or an array of them: everything else is left out."""
    for each in cast("list[object]", value) if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield cast("Object", each)


def texts(value: object) -> Iterator[str]:
    """The texts in a value that may be one, or an array of them, and are not blank."""
    for each in cast("list[object]", value) if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each


def first_text(given: Mapping[str, object], *names: str) -> str | None:
    """The first text that stands under one of the names."""
    return next((text for name in names for text in texts(given.get(name))), None)
