"""Old dead letters in the SQLite file. They come and go seldom: each call opens a connection of its own."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from services.store.dead_letters import ALL, FIRST, LAST, WantedLetters, check_kept, from_row, key_of, page_of, to_row
from services.store.sqlite import schema
from services.store.sqlite.connection import connect, explained, transaction
from services.wire.delivery.dead import DeadLetter

_KEEP = "INSERT INTO dead_letters (id, stage, reason, fields) VALUES (?,?,?,?) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM dead_letters WHERE id = ?"
_ONE = "SELECT id, fields FROM dead_letters WHERE id = ?"
_WANTED = """SELECT id, fields FROM dead_letters WHERE id > :after AND id < :before
    AND (:stage IS NULL OR stage = :stage) AND (:reason IS NULL OR instr(reason, :reason))"""
_OLDER = page_of(f"{_WANTED} ORDER BY id DESC LIMIT :limit", "id DESC")
_NEWER = page_of(f"{_WANTED} ORDER BY id LIMIT :limit", "id")


class SqliteDeadLetters:
    """Dead letters in the SQLite file at `path`. `busy_seconds`: how long to wait for another process's lock."""

    def __init__(self, path: Path, busy_seconds: float = 5.0) -> None:
        self._path = path
        self._busy_seconds = busy_seconds

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store letters in one transaction."""
        with self._connected("IMMEDIATE") as connection:
            connection.executemany(_KEEP, [to_row(letter) for letter in letters])
            kept = (connection.execute(_ONE, (key_of(letter.id),)).fetchone() for letter in letters)
            check_kept(self._path, letters, kept)

    def remove(self, ids: Sequence[str]) -> None:
        """Delete those of these letters that are there."""
        with self._connected("IMMEDIATE") as connection:
            connection.executemany(_REMOVE, [(key_of(id),) for id in ids])

    def find(self, id: str) -> DeadLetter | None:
        """One letter."""
        with self._connected("DEFERRED") as connection:
            row = connection.execute(_ONE, (key_of(id),)).fetchone()
        return from_row(*row) if row else None

    def older(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """Letters before an id, the newest first."""
        return self._page(_OLDER, FIRST, key_of(than) if than else LAST, limit, wanted)

    def newer(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """Letters after an id, the oldest first."""
        return self._page(_NEWER, key_of(than) if than else FIRST, LAST, limit, wanted)

    def _page(self, query: str, after: str, before: str, limit: int, wanted: WantedLetters) -> list[DeadLetter]:
        bounds = {"after": after, "before": before, "limit": limit}
        with self._connected("DEFERRED") as connection:
            rows = connection.execute(query, bounds | {"stage": wanted.stage, "reason": wanted.reason})
            return [from_row(*row) for row in rows]

    @contextmanager
    def _connected(self, mode: str) -> Generator[sqlite3.Connection]:
        with (
            explained(self._path),
            closing(connect(self._path, self._busy_seconds)) as connection,
            transaction(connection, mode),
        ):
            schema.check(connection, self._path)
            yield connection
