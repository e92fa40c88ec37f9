"""A JSON file: one article, or an array of them."""

from collections.abc import Iterator
from typing import cast

from services.console.readers.content import decode
from services.console.readers.found import BadContent, Found, Problem
from services.console.readers.json_value import article, parse


def read_json(content: bytes, where: str) -> Iterator[Found]:
    """The articles in order; an item that is none is a Problem. Raises BadContent where nothing can be read."""
    text = decode(content)
    value = parse(text)
    if not isinstance(value, list):
        yield article(value, text)
        return
    items = cast("list[object]", value)
    if not items:
        raise BadContent("an empty array: no article in it")
    for number, item in enumerate(items, 1):
        try:
            yield article(item)
        except BadContent as error:
            yield Problem(f"{where}: item {number}", str(error))
