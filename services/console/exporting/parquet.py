"""Parquet, one row a record, with entities and dates as lists in it."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from services.console.refusal import Refusal
from services.store.protocol import Change, Deleted
from services.store.record import record

Row = dict[str, Any]  # JSON's values, so Any

_MOST_ROWS, _MOST_CHARACTERS = 1_000, 16_000_000
"""What is held in memory at once, and becomes one row group."""


def write(changes: Iterable[Change], path: Path) -> None:
    """Write changes to a file, which is there, or replaced, only once it is whole.

    Raises Refusal without pyarrow, OSError.
    """
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise Refusal("Parquet needs pyarrow: pip install 'dateline[parquet]'") from error
    schema = _schema(arrow)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
            for rows in _groups(changes):
                writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _groups(changes: Iterable[Change]) -> Iterator[list[Row]]:
    rows: list[Row] = []
    characters = 0
    for change in changes:
        rows.append(_row(change))
        characters += len(rows[-1].get("text", ""))
        if len(rows) >= _MOST_ROWS or characters >= _MOST_CHARACTERS:
            yield rows
            rows, characters = [], 0
    if rows:
        yield rows


def _row(change: Change) -> Row:
    if isinstance(change, Deleted):
        return {"cursor": change.sequence, "deleted": True, "id": change.id}
    row = record(change.article)
    for date in row["dates"]:
        date["anchor"] = None if date["anchor"] is None else str(date["anchor"])
    return row | {"story": change.story, "cursor": change.sequence, "deleted": False}


def _schema(arrow: ModuleType) -> object:
    """The fields of a record as Parquet types; `published` stays a text, for it keeps the offset that was stated."""
    text, whole, real, struct, list_ = arrow.string(), arrow.int64(), arrow.float64(), arrow.struct, arrow.list_

    def texts(names: str) -> list[tuple[str, Any]]:
        return [(name, text) for name in names.split()]

    span = [("start", whole), ("end", whole), ("text", text)]
    place = struct(
        [("geonames", whole), *texts("name country admin1"), ("lat", real), ("lon", real), ("confidence", real)]
    )
    entity = [("id", whole), *texts("label name"), ("mentions", list_(struct(span))), ("place", place)]
    date = [*span, *texts("type value mod begin end_before anchor rule")]
    return arrow.schema(
        [
            *[("id", text), ("revision", whole)],
            *texts("url source headline byline published published_from language text"),
            *[("entities", list_(struct(entity))), ("dates", list_(struct(date)))],
            *[("engine", struct(texts("dateline model"))), ("story", whole)],
            *[("cursor", whole), ("deleted", arrow.bool_())],
        ]
    )
