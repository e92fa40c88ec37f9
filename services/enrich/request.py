"""One line of JSON that asks for annotations."""

import json
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn, cast

from services.enrich.annotate import Document
from services.enrich.places.resolve import Span

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Request:
    """A good line of input. With `mentions`, nothing but the places that they name is asked for."""

    line: int
    id: Scalar
    document: Document
    mentions: tuple[Span, ...] | None = None


class BadLine(ValueError):
    """The line can't be annotated; the message is one line that says why."""


def read(number: int, line: bytes) -> Request:
    """The request in line `number` of the input. Raises BadLine."""
    fields = _object(line)
    identity, text, published = fields.get("id"), fields.get("text"), fields.get("published")
    if not isinstance(text, str):
        raise BadLine("no 'text'" if text is None else "'text' must be a string")
    if not isinstance(identity, Scalar) or (isinstance(identity, float) and not math.isfinite(identity)):
        raise BadLine("'id' must be a string, a number, true, false or null")
    mentions = _mentions(fields.get("mentions"), len(text))
    return Request(number, identity, Document(text, _day(published)), mentions)


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 at byte {error.start + 1}") from error
    except RecursionError as error:
        raise BadLine("not JSON that can be read: nested too deeply") from error
    except ValueError as error:
        raise BadLine(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise BadLine("not a JSON object")
    return cast("dict[str, Any]", value)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def _day(published: object) -> date | None:
    if published is None:
        return None
    try:
        return datetime.fromisoformat(cast("str", published)).date()
    except (TypeError, ValueError) as error:
        shown = json.dumps(published)[:40]
        raise BadLine(f"'published' must be an ISO date such as 2012-12-29, or null, not {shown}") from error


def _mentions(value: object, length: int) -> tuple[Span, ...] | None:
    if value is None:
        return None
    spans = tuple(map(_span, cast("list[object]", value))) if isinstance(value, list) else (None,)
    for number, span in enumerate(spans, 1):
        if span is None or not 0 <= span[0] < span[1] <= length:
            wrong = f"number {number} isn't" if isinstance(value, list) else "this isn't"
            raise BadLine(
                f"'mentions' must be a list of {{\"start\": ..., \"end\": ...}} that count characters of 'text', "
                f"which has {length}: {wrong}"
            )
    return cast("tuple[Span, ...]", spans)


def _span(value: object) -> Span | None:
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, object]", value)
    start, end = fields.get("start"), fields.get("end")
    return (start, end) if type(start) is int and type(end) is int else None
