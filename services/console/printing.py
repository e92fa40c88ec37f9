"""Printing for people: on a terminal it fits and wraps; in a pipe or a file every line stays whole, for grep."""

import sys

from rich.console import Console
from rich.table import Table

_WIDE = 1_000
"""Characters of a table's line where there is no terminal; what is longer yet goes on in the next line."""


def printer() -> Console:
    """What prints to standard output."""
    terminal = sys.stdout.isatty()
    return Console(highlight=False, markup=False, width=None if terminal else _WIDE, soft_wrap=not terminal)


def print_whole(console: Console, table: Table) -> None:
    """Print a table in which nothing is cut off: what is too long for its column goes on below."""
    for column in table.columns:
        column.overflow = "fold"
    console.print(table)
