"""`dateline annotate`: enrichment alone, JSON lines in and out, without Redis and database."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from services.console.path_argument import path_argument
from services.console.readers.sources import STANDARD_INPUT
from services.enrich.settings import EnrichSettings


def annotate(
    file: Annotated[Path, path_argument("File of JSON lines; - is standard input.")] = STANDARD_INPUT,
) -> None:
    """Find dates, entities and places in JSON lines, without Redis.

    A line in is {"id": ..., "published": "2012-12-29", "text": "..."}; published may be null or missing, and then no
    date is assumed. A line out is {"id": ..., "dates": [...], "entities": [...]}, with offsets that count characters
    of the text as given, half-open. Every good line gives one line, in order.

    With "mentions": [{"start": ..., "end": ...}, ...] in it, a line asks only where those are, whatever they are
    called: out comes {"id": ..., "places": [...]}, one for each, with nulls where it isn't clear.

    A bad line is reported on standard error with its number; exit code 1 if there was one.

    \b
    Examples:
      dateline annotate articles.jsonl > annotations.jsonl
      echo '{"id": 1, "published": "2012-12-29", "text": "Paris, yesterday"}' | dateline annotate
    """
    with nullcontext(sys.stdin.buffer) if file == STANDARD_INPUT else file.open("rb") as lines:
        from services.enrich.lines import Problem, annotate_lines  # noqa: PLC0415 - no other command should wait for these
        from services.enrich.load import load_annotator  # noqa: PLC0415 - the same

        annotator = load_annotator(EnrichSettings())
        bad = False
        for result in annotate_lines(annotator, lines):
            if isinstance(result, Problem):
                bad = True
                typer.echo(f"line {result.line}: {result.reason}", err=True)
            else:
                sys.stdout.buffer.write(result.output.encode() + b"\n")
                sys.stdout.buffer.flush()
    if bad:
        raise typer.Exit(1)
