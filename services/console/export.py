"""The command `export`: stored records for other programs."""

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.console import following
from services.console.exporting import json_lines, mentions, ninjs, parquet
from services.console.refusal import Refusal
from services.store.connect import open_store
from services.store.protocol import ArticleStore, Change
from services.store.settings import StoreSettings


class Format(StrEnum):
    """How records are written, in UTF-8."""

    JSONL = "jsonl"
    NINJS = "ninjs"
    CSV = "csv"
    PARQUET = "parquet"


_WRITTEN: dict[Format, Callable[[Change], bytes]] = {
    Format.JSONL: json_lines.line,
    Format.NINJS: ninjs.line,
    Format.CSV: mentions.rows,
}


def export(
    format: Annotated[
        Format,
        typer.Option(
            help="One JSON object a line, as ours or as IPTC ninjs 3; CSV with a row a mention; "
            "or Parquet, with pip install 'dateline[parquet]'."
        ),
    ] = Format.JSONL,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="CURSOR",
            min=0,
            max=2**63 - 1,
            help="What changed after the record with this cursor, in that order.",
        ),
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with what changes, until Ctrl-C.")] = False,
    revisions: Annotated[bool, typer.Option("--revisions", help="Every revision rather than the latest.")] = False,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="The file to write, for Parquet.")] = None,
) -> None:
    """Print every stored record, the latest revision of each article, in order of publication.

    Each has a cursor. Who keeps that of the last record and gives it to --since gets what was stored, replaced or
    deleted from there on, each at least once, and misses nothing. Reads the database alone; Redis need not run.

    \b
    Example:
      dateline export > records.jsonl
      dateline export | jq '.dates[].value'
      dateline export --follow --since 4711 | ./index-it
      dateline export --format parquet --output records.parquet
    """
    if (format is Format.PARQUET) != (output is not None):
        hint = "give --output FILE" if output is None else "only Parquet takes --output: print to a file with >"
        raise typer.BadParameter(hint, param_hint=f"--format {format.value}")
    if follow and output:
        raise typer.BadParameter("a Parquet file can't grow: follow in another format", param_hint="--follow")
    changes = _changes(open_store(StoreSettings().database()), since, follow=follow, revisions=revisions)
    if output:
        parquet.write(changes, output)
        return
    if format is Format.CSV and not since:
        sys.stdout.buffer.write(mentions.header())
    for change in changes:
        sys.stdout.buffer.write(_WRITTEN[format](change))
        if follow:
            sys.stdout.buffer.flush()


def _changes(store: ArticleStore, since: int | None, *, follow: bool, revisions: bool) -> Iterator[Change]:
    if since and since > (last := store.last_change()):
        raise Refusal(f"no record has the cursor {since}: the last is {last}. Another database? Begin with --since 0")
    if follow:
        return following.follow(
            store, since or 0, revisions=revisions, wait=following.Announcements(sys.stdout.fileno()).wait
        )
    if since is None:
        return store.records(revisions=revisions)
    return following.changes(store, since, revisions=revisions)
