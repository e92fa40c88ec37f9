"""One JSON value: an article of ours or somebody else's, several of them, or a whole CloudEvent."""

from collections.abc import Iterator, Sequence
from typing import TypeGuard, cast

import pydantic_core

from services.console.readers.found import BadContent, Found, Ready
from services.ingest.embargo import Embargoed, refuse_withheld
from services.ingest.fields import article_from
from services.ingest.json_values import objects
from services.ingest.schema_org import articles_in
from services.wire.failures import Poison
from services.wire.messages import RawArticle


def parse(text: str) -> object:
    """The value that JSON text stands for. Raises BadContent."""
    try:
        return pydantic_core.from_json(text)
    except ValueError as error:
        raise BadContent(f"not JSON: {error}") from error


def read_value(value: object, text: str, where: str) -> Iterator[Found]:
    """The articles in a value, which `text` is the source of; an item that is none is a Problem. Raises BadContent."""
    items = _items(value)
    if items is None:
        yield article(value, text)
        return
    if not items:
        raise BadContent("an empty array: no article in it" if isinstance(value, list) else "no article in it")
    for number, item in enumerate(items, 1):
        try:
            yield article(item)
        except BadContent as error:
            yield error.at(f"{where}: item {number}")


def article(value: object, text: str | None = None) -> RawArticle | Ready:
    """The article in a JSON value, under any name that ingest knows. Raises BadContent.

    A CloudEvent is passed on as its `text` stands, where it has one of its own.
    """
    if not _is_object(value):
        raise BadContent(f"a JSON {_kind(value)} where an article belongs: an object with a headline or a body")
    try:
        if "specversion" in value:
            for data in objects(value.get("data")):
                refuse_withheld(data)
            return Ready(text.strip().encode() if text else pydantic_core.to_json(value))
        raw = article_from(value)
    except Embargoed as error:
        raise BadContent(str(error), error.until) from error
    except Poison as error:
        raise BadContent(str(error)) from error
    if not (raw.body.strip() or (raw.headline or "").strip()):
        raise BadContent("neither a headline nor a body")
    return raw


def _items(value: object) -> Sequence[object] | None:
    """The items of an array, of a graph of JSON-LD, or of a JSON Feed; None for any other value."""
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [each for item in items for each in (articles_in(item) if _is_graph(item) else [item])]
    if _is_graph(value):
        return list(articles_in(value))
    if _is_object(value) and str(value.get("version")).startswith("https://jsonfeed.org/"):
        source = {"source": value.get("title")}
        return [source | each for each in objects(value.get("items"))]
    return None


def _is_graph(value: object) -> bool:
    return _is_object(value) and "@graph" in value


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case _:
            return "array"
