"""One JSON value: an article of ours, somebody else's article, or a whole CloudEvent."""

from typing import TypeGuard

import pydantic_core

from services.console.readers.found import BadContent, Ready
from services.ingest.fields import article_from
from services.wire.failures import Poison
from services.wire.messages import RawArticle


def parse(text: str) -> object:
    """The value that JSON text stands for. Raises BadContent."""
    try:
        return pydantic_core.from_json(text)
    except ValueError as error:
        raise BadContent(f"not JSON: {error}") from error


def article(value: object, text: str | None = None) -> RawArticle | Ready:
    """The article in a JSON value, under any name that ingest knows. Raises BadContent.

    A CloudEvent is passed on as its `text` stands, where it has one of its own.
    """
    if not _is_object(value):
        raise BadContent(f"a JSON {_kind(value)} where an article belongs: an object with a headline or a body")
    if "specversion" in value:
        return Ready(text.strip().encode() if text else pydantic_core.to_json(value))
    try:
        raw = article_from(value)
    except Poison as error:
        raise BadContent(str(error)) from error
    if not (raw.body.strip() or (raw.headline or "").strip()):
        raise BadContent("neither a headline nor a body")
    return raw


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
