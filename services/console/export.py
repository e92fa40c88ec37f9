"""The command `export`: stored records for other programs."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from services.store.connect import open_store
from services.store.record import record
from services.store.settings import StoreSettings


class Format(StrEnum):
    """How records are written. `jsonl`: one JSON object a line, in UTF-8."""

    JSONL = "jsonl"


def export(
    format: Annotated[Format, typer.Option(help="How records are written: one JSON object a line.")] = Format.JSONL,
) -> None:
    """Print every stored record, the latest revision of each article, in order of publication.

    Reads the database alone; Redis need not run.

    \b
    Example:
      dateline export > records.jsonl
      dateline export | jq '.dates[].value'
    """
    for article in open_store(StoreSettings().database()).articles():
        line = json.dumps(record(article), ensure_ascii=False)
        sys.stdout.buffer.write(line.encode() + b"\n")
