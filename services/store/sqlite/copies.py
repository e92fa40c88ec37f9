"""A copy of the whole SQLite file, by SQLite's online backup: a page is a page, whoever writes meanwhile."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from errno import EIO, ENOSPC
from pathlib import Path

from services.store.sqlite.connection import connect, explained
from services.store.sqlite.schema import number

_FILE = "dateline.db"

_UNWRITABLE = {
    sqlite3.SQLITE_FULL: (ENOSPC, "No space left on device"),
    sqlite3.SQLITE_IOERR_WRITE: (EIO, "Input/output error"),
}


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
            _written(folder / _FILE),
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
            _written(partial),
        ):
            source.backup(target)
        partial.replace(self._path)

    def reopen_deletions(self) -> None:
        """Count all deletions as unfinished."""
        with explained(self._path), closing(connect(self._path, self._busy_seconds)) as connection:
            connection.execute("UPDATE deletions SET finished = 0")


@contextmanager
def _written(file: Path) -> Generator[None]:
    """Name the file that is written where its disk is full: SQLite does not tell which of two it means."""
    try:
        yield
    except sqlite3.Error as error:
        told = _UNWRITABLE.get(getattr(error, "sqlite_errorcode", 0))
        if told is None:
            raise
        raise OSError(*told, str(file)) from error
