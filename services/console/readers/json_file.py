"""A JSON file: one article, or several in an array, a graph of JSON-LD or a JSON Feed."""

from collections.abc import Iterator

from services.console.readers.content import decode
from services.console.readers.found import Found
from services.console.readers.json_value import parse, read_value


def read_json(content: bytes, where: str) -> Iterator[Found]:
    """The articles in order; an item that is none is a Problem. Raises BadContent where nothing can be read."""
    text = decode(content)
    yield from read_value(parse(text), text, where)
