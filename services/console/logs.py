"""The command `logs`: what services have logged, for people, as it comes."""

import os
import sys
from contextlib import suppress
from typing import Annotated

import typer

from services.console.log_lines import LEVELS, coloured, is_wanted, passed_on, read
from services.console.refusal import Refusal
from services.console.terminal_text import one_line

_LONGEST = 1_000_000
"""Bytes of a line; what is longer is taken for several."""


def logs(
    article: Annotated[
        str, typer.Option(metavar="ID", help="Only of the article with this id, or whose id begins so.")
    ] = "",
    level: Annotated[
        str | None, typer.Option(metavar="LEVEL", help=f"Only of this level and above: {', '.join(LEVELS)}.")
    ] = None,
) -> None:
    """Show log lines from standard input for people, each as soon as it comes.

    Time, level, service and event, then what else is known. Lines that are none of ours, as of Redis and PostgreSQL,
    are passed on, unless an article or a level is asked for. Colours on a terminal only, without NO_COLOR.
    Needs neither Redis nor a database.

    \b
    Example:
      docker compose logs --follow --no-log-prefix | dateline logs --level warning
      dateline logs --article 2810 < dateline-data/logs/demo.log
    """
    least = level.lower() if level is not None else None
    if least is not None and least not in LEVELS:
        raise Refusal(f"{one_line(level or '')!r} is no level: give one of {', '.join(LEVELS)}")
    colours = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    with suppress(KeyboardInterrupt):
        while line := sys.stdin.buffer.readline(_LONGEST):
            text = line.decode(errors="replace").rstrip("\r\n")
            facts = read(text)
            if is_wanted(facts, article, least):
                typer.echo(_shown(coloured(facts) if facts else passed_on(text)), color=colours)


def _shown(line: str) -> str:
    """The line as UTF-8 can hold it: JSON may state half a character."""
    return line.encode(errors="backslashreplace").decode()
