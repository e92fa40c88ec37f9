"""What is remembered of feeds, so that a restart goes on where it was: one SQLite file in the data directory."""

import json
import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from services.console.feeds.fetch import Validators, shown
from services.console.state_file import state_file

FILE = "feeds.sqlite"

_TABLE = """
CREATE TABLE IF NOT EXISTS feed (
  url TEXT PRIMARY KEY,  -- without the name and password of a user
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

    def remembered(self, url: str) -> Remembered:
        """What is known of a feed; nothing of a new one."""
        row = self._connection.execute("SELECT etag, modified, items FROM feed WHERE url = ?", (shown(url),)).fetchone()
        return Remembered(Validators(row[0], row[1]), frozenset(json.loads(row[2]))) if row else Remembered()

    def remember(self, url: str, validators: Validators, items: Iterable[str]) -> None:
        """Keep what a look found, once all of it is published."""
        self._connection.execute(
            "INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?)",
            (shown(url), validators.etag, validators.modified, json.dumps(sorted(items))),
        )


@contextmanager
def open_state(directory: Path) -> Generator[FeedState]:
    """The state in a data directory, which is made if missing. Raises what `state_file` raises."""
    with state_file(directory / FILE, _TABLE) as connection:
        yield FeedState(connection)
