"""What was published of watched folders, so that a restart goes on from there: a SQLite file in the data directory."""

import os
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from services.console.state_file import state_file
from services.console.watching.folder import Mark, Marks

FILE = "watching.sqlite"

_TABLE = """
CREATE TABLE IF NOT EXISTS file (
  path BLOB PRIMARY KEY,  -- absolute, as the file system has it, which need not be UTF-8
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""


class WatchingState:
    """Reads and writes it. Paths are absolute. Raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def published(self) -> Marks:
        """The files that were published, as they were then."""
        rows = self._connection.execute("SELECT path, size, modified, changed FROM file")
        return {Path(os.fsdecode(path)): Mark(*mark) for path, *mark in rows}

    def remember(self, path: Path, mark: Mark) -> None:
        """Note that a file is published as it is, once Redis has all of it."""
        self._connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (os.fsencode(path), *mark))

    def forget(self, paths: Iterable[Path]) -> None:
        """Drop files that are no longer there."""
        self._connection.executemany("DELETE FROM file WHERE path = ?", [(os.fsencode(path),) for path in paths])


@contextmanager
def open_state(directory: Path) -> Generator[WatchingState]:
    """The state in a data directory, which is made if missing. Raises what `state_file` raises."""
    with state_file(directory / FILE, _TABLE) as connection:
        yield WatchingState(connection)
