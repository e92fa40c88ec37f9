"""What a command that goes on remembers: a SQLite file in the data directory."""

import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from services.console.refusal import Refusal


@contextmanager
def state_file(path: Path, table: str) -> Generator[sqlite3.Connection]:
    """A file with one table, and its directory, both made if missing.

    Raises OSError, sqlite3.OperationalError; Refusal where it is damaged, then or later.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
            connection.execute(table)
            yield connection
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        line = f"{path}: {error}: remove it; what it remembers is published again, and counts once"
        raise Refusal(line) from error
