"""Enrichment of JSON lines, for `dateline annotate`.

`{"id", "published", "text"}` in, `{"id", "dates", "entities"}` out.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NoReturn, cast

from services.enrich.annotate import Annotations, Annotator, Document

_BATCH = 64  # lines, and ...
_CHARACTERS = 200_000  # ... characters that are held at a time, unless one line alone has more

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One line of output, without line break, for line `line` (from 1) of the input. It can be encoded as UTF-8."""

    line: int
    output: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why line `line` (from 1) of the input has no output."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """A good line of input."""

    line: int
    id: Scalar
    document: Document


class BadLine(ValueError):
    """The line can't be annotated; the message is one line that says why."""


def annotate_lines(annotator: Annotator, lines: Iterable[bytes]) -> Iterator[Annotated | Problem]:
    """A result for each line that isn't blank, in order, annotated in batches. The longest line bounds memory."""
    batch: list[Request | Problem] = []
    size = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            request = read(number, line)
            size += len(request.document.text)
        except BadLine as problem:
            request = Problem(number, str(problem))
        batch.append(request)
        if len(batch) == _BATCH or size >= _CHARACTERS:
            yield from _results(annotator, batch)
            batch, size = [], 0
    yield from _results(annotator, batch)


def read(number: int, line: bytes) -> Request:
    """The request in line `number` of the input. Raises BadLine."""
    fields = _object(line)
    identity, text, published = fields.get("id"), fields.get("text"), fields.get("published")
    if not isinstance(text, str):
        raise BadLine("no 'text'" if text is None else "'text' must be a string")
    if not isinstance(identity, Scalar) or (isinstance(identity, float) and not math.isfinite(identity)):
        raise BadLine("'id' must be a string, a number, true, false or null")
    return Request(number, identity, Document(text, _day(published)))


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


def _results(annotator: Annotator, batch: Sequence[Request | Problem]) -> Iterator[Annotated | Problem]:
    requests = [request for request in batch if isinstance(request, Request)]
    try:
        found = iter(annotator.annotate([request.document for request in requests]))
    except Exception as error:
        if len(batch) == 1:  # a defect of ours costs one line, not all that follow
            yield Problem(
                batch[0].line, f"could not be annotated: {type(error).__name__}: {' '.join(str(error).split())}"
            )
        else:
            for one in batch:
                yield from _results(annotator, [one])
        return
    for entry in batch:
        yield Annotated(entry.line, _write(entry, next(found))) if isinstance(entry, Request) else entry


def _write(request: Request, annotations: Annotations) -> str:
    result = {
        "id": request.id,
        "dates": [timex.model_dump() for timex in annotations.dates],
        "entities": [entity.model_dump() for entity in annotations.entities],
    }
    output = json.dumps(result, ensure_ascii=False)
    # an id may hold half a surrogate pair, which has no UTF-8 but can be escaped
    return json.dumps(result) if re.search("[\ud800-\udfff]", output) else output
