"""The file that DATELINE_SOURCES names: TOML, with a table `[[source]]` for each source."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from services.ingest.sources import Source, Sources, folded
from services.ingest.wrong_sources import WrongSources

_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*source[ \t]*\]\]", re.MULTILINE)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: tuple[Source, ...] = ()


def read_sources(path: Path) -> Sources:
    """The sources in a file. Raises WrongSources."""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except OSError as error:
        raise WrongSources(f"{path}: {(error.strerror or str(error)).lower()}: see DATELINE_SOURCES") from error
    except ValueError as error:  # not UTF-8, or not TOML, which names line and column
        raise WrongSources(f"{path}: {error}") from error
    try:
        sources = _File.model_validate(tables).source
    except ValidationError as error:
        raise WrongSources(*(f"{path}: {line}" for line in _mistakes(text, error))) from error
    if twice := [f"{path}: {line}" for line in _twice(text, sources)]:
        raise WrongSources(*twice)
    return Sources(sources)


def _mistakes(text: str, error: ValidationError) -> Iterator[str]:
    for each in error.errors(include_url=False):
        *_, key = each["loc"]
        if each["type"] == "extra_forbidden":
            known = Source.model_fields if len(each["loc"]) > 1 else ("[[source]]",)
            why = f"unknown; known are {', '.join(known)}"
        elif len(each["loc"]) == 1:
            why = "write each source as a table [[source]]"
        else:
            why = each["msg"].removeprefix("Value error, ")
        yield f"line {_line(text, each['loc'])}: {key}: {why}"


def _twice(text: str, sources: tuple[Source, ...]) -> Iterator[str]:
    seen: set[str] = set()
    for number, source in enumerate(sources):
        if (name := folded(source.name)) in seen:
            yield f"line {_line(text, ('source', number, 'name'))}: name: {source.name!r} is there twice"
        seen.add(name)


def _line(text: str, location: tuple[int | str, ...]) -> int:
    """The line, from 1, of a key; of its table, where it is missing there."""
    *_, key = location
    begin, end = 0, len(text)
    tables = [table.end() for table in _TABLE.finditer(text)]
    number = location[1] if len(location) > 1 else None
    if isinstance(number, int) and number < len(tables):
        begin, end = [*tables, end][number : number + 2]
    found = re.compile(rf"^[ \t]*\[?{re.escape(str(key))}\b", re.MULTILINE).search(text, begin, end)
    return text.count("\n", 0, found.end() if found else begin) + 1
