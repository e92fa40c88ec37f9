"""Printing for people: on a terminal it fits and wraps; in a pipe or a file lines stay whole, for grep."""

import sys

from rich.console import Console
from rich.table import Table

_WIDE = 1_000
"""Characters up to which a table's line stays whole where there is no terminal; what is longer goes on below."""


def printer() -> Console:
    """What prints to standard output."""
    terminal = sys.stdout.isatty()
    width = None if terminal else _WIDE
    return Console(highlight=False, markup=False, emoji=False, width=width, soft_wrap=not terminal)


def print_whole(console: Console, table: Table) -> None:
    """Print a table in which nothing is cut off: what is too long for its column goes on below."""
    for column in table.columns:
        column.overflow = "fold"
    console.print(table)
