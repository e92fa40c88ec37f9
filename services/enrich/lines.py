"""Enrichment of JSON lines, for `dateline annotate`.

`{"id", "published", "text"}` in, `{"id", "dates", "entities"}` out; `{"id", "text", "mentions"}` in, `{"id", "places"}`
out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.enrich.annotate import Annotations, Annotator
from services.enrich.places.gazetteer import Gazetteer
from services.enrich.places.locate import locate_mentions
from services.enrich.places.resolve import Span
from services.enrich.request import BadLine, Request, Scalar, read
from services.wire.messages import Place

_BATCH = 64  # lines, and ...
_CHARACTERS = 200_000  # ... characters that are held at a time, unless one line alone has more


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


def _results(annotator: Annotator, batch: Sequence[Request | Problem]) -> Iterator[Annotated | Problem]:
    requests = [request for request in batch if isinstance(request, Request)]
    try:
        found = iter(annotator.annotate([request.document for request in requests if request.mentions is None]))
        outputs = [_output(annotator, request, found) for request in requests]
    except Exception as error:
        if len(batch) == 1:  # a defect of ours costs one line, not all that follow
            yield Problem(
                batch[0].line, f"could not be annotated: {type(error).__name__}: {' '.join(str(error).split())}"
            )
        else:
            for one in batch:
                yield from _results(annotator, [one])
        return
    written = iter(outputs)
    for entry in batch:
        yield next(written) if isinstance(entry, Request) else entry


def _output(annotator: Annotator, request: Request, found: Iterator[Annotations]) -> Annotated | Problem:
    if request.mentions is None:
        annotations = next(found)
        result = {
            "dates": [timex.model_dump() for timex in annotations.dates],
            "entities": [entity.model_dump() for entity in annotations.entities],
        }
    elif annotator.gazetteer is None:
        return Problem(request.line, "'mentions' need the gazetteer, which DATELINE_PLACES=off leaves out")
    else:
        result = {"places": _places(request.document.text, request.mentions, annotator.gazetteer)}
    return Annotated(request.line, _write(request.id, result))


def _places(text: str, mentions: Sequence[Span], gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """A place for each mention, in order; its fields are null where it isn't clear."""
    places = locate_mentions(text, mentions, gazetteer)
    return [
        {"start": start, "end": end, "text": text[start:end]}
        | (place.model_dump() if place else dict.fromkeys(Place.model_fields))
        for (start, end), place in zip(mentions, places, strict=True)
    ]


def _write(identity: Scalar, fields: dict[str, list[dict[str, Any]]]) -> str:
    result = {"id": identity, **fields}
    output = json.dumps(result, ensure_ascii=False)
    # an id may hold half a surrogate pair, which has no UTF-8 but can be escaped
    return json.dumps(result) if re.search("[\ud800-\udfff]", output) else output
