"""A copy of the whole SQLite file, by SQLite's online backup: a page is a page, whoever writes meanwhile."""

import sqlite3
from contextlib import closing
from pathlib import Path

from services.store.sqlite.connection import connect, explained
from services.store.sqlite.schema import number

_FILE = "dateline.db"


class SqliteCopies:
    """Copies of the file at `path`. `busy_seconds`: how long a call waits for another process's lock."""

    kind = "sqlite"

    def __init__(self, path: Path, busy_seconds: float = 5.0) -> None:
        self._path = path
        self._busy_seconds = busy_seconds

    def copy(self, folder: Path) -> int:
        """Copy the file in one step: in WAL mode writers go on meanwhile, and nothing of theirs gets in."""
        with (
            explained(self._path),
            closing(connect(self._path, self._busy_seconds)) as source,
            closing(sqlite3.connect(folder / _FILE)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            return number(target)

    def exists(self) -> bool:
        """Whether the file is there."""
        return self._path.exists()

    def restore(self, folder: Path, schema_number: int) -> None:
        """Put the file in its place once it is all on disk."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        for log in ("-wal", "-shm"):  # of a file that somebody has deleted: they would be taken for this one's
            self._path.with_name(self._path.name + log).unlink(missing_ok=True)
        partial = self._path.with_name(f"{self._path.name}.restoring")
        partial.unlink(missing_ok=True)
        with (
            explained(self._path),
            closing(sqlite3.connect(folder / _FILE)) as source,
            closing(sqlite3.connect(partial)) as target,
        ):
            source.backup(target)
        partial.replace(self._path)

    def reopen_deletions(self) -> None:
        """Count all deletions as unfinished."""
        with explained(self._path), closing(connect(self._path, self._busy_seconds)) as connection:
            connection.execute("UPDATE deletions SET finished = 0")
