"""Printing for people: on a terminal it fits and wraps; in a pipe or a file lines stay whole, for grep."""

import sys
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

_WIDE = 1_000
"""Characters up to which a table's line stays whole where there is no terminal; what is longer goes on below."""

_NARROW = 80
"""Characters of a line on fewer of which a table has to save room."""
_LEAST = 4
"""Characters of a line that every column has."""


def printer() -> Console:
    """What prints to standard output."""
    terminal = sys.stdout.isatty()
    width = None if terminal else _WIDE
    return Console(highlight=False, markup=False, emoji=False, width=width, soft_wrap=not terminal)


def print_whole(console: Console, table: Table, unbroken: Sequence[str] = ()) -> None:
    """Print a table in which nothing is cut off: what is too long for its column goes on below.

    Columns with these headings are not broken, the first first, as long as some room is left for all others.
    """
    if table.box and console.width < _NARROW:
        table.padding = 0
    for column in table.columns:
        column.overflow = "fold"
    _, right, _, left = table.padding
    between = right + left + (1 if table.box else 0)
    room = console.width - 1 - len(table.columns) * (between + _LEAST)
    columns = {str(column.header): column for column in table.columns}
    for heading in unbroken:
        needed = _width(columns[heading]) - _LEAST
        if needed <= room:
            columns[heading].no_wrap = True
            room -= max(needed, 0)
    console.print(table)


def moment(console: Console, iso: str) -> Text:
    """A date and time for a table: where there is little room, the time stands below the date."""
    return Text(iso.replace("T", "\n") if console.width < _NARROW else iso)


def _width(column: Column) -> int:
    lines = (line for cell in (column.header, *column.cells) for line in str(cell).splitlines())
    return max(map(cell_len, lines), default=0)
