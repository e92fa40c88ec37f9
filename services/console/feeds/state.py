"""What is remembered of feeds, so that a restart goes on where it was: one SQLite file in the data directory."""

import json
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.console.feeds.fetch import Validators

FILE = "feeds.sqlite"

_TABLE = """
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY,
  etag TEXT,
  modified TEXT,
  items TEXT NOT NULL  -- a JSON array: digests of the items of the last look
) STRICT, WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the last look at a feed found: its validators, and the digests of its items."""

    validators: Validators = field(default_factory=Validators)
    items: frozenset[str] = field(default_factory=frozenset[str])


class FeedState:
    """Reads and writes it. Raises sqlite3.Error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(_TABLE)

    def remembered(self, url: str) -> Remembered:
        """What is known of a feed; nothing of a new one."""
        row = self._connection.execute("SELECT etag, modified, items FROM feed WHERE url = ?", (url,)).fetchone()
        return Remembered(Validators(row[0], row[1]), frozenset(json.loads(row[2]))) if row else Remembered()

    def remember(self, url: str, validators: Validators, items: Iterable[str]) -> None:
        """Keep what a look found, once all of it is published."""
        self._connection.execute(
            "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?)",
            (url, validators.etag, validators.modified, json.dumps(sorted(items))),
        )


@contextmanager
def open_state(directory: Path) -> Generator[FeedState]:
    """The state in a data directory, which is made if missing. Raises OSError, sqlite3.Error."""
    directory.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(directory / FILE, timeout=10, isolation_level=None)) as connection:
        yield FeedState(connection)
