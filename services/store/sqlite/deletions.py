"""Deleting articles from the SQLite file. That is seldom done: each call opens a connection of its own."""

import json
import sqlite3
from collections.abc import Collection, Generator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from services.store.dead_letters import key_of
from services.store.deletions import UNKNOWN, Removed, Selection, holdable, last_entries
from services.store.rows import LATEST
from services.store.sqlite import schema
from services.store.sqlite.connection import connect, explained, transaction
from services.store.tombstones import key_of_entry

_IDS = "(SELECT value FROM json_each(:ids))"
_SELECTED = f"""SELECT id, (SELECT count(*) FROM articles AS own WHERE own.id = articles.id) FROM articles
    WHERE id > :after AND (:ids IS NULL OR id IN {_IDS})
    AND (:source IS NULL OR lower(source) = lower(:source)) AND (:before IS NULL OR published < :before)
    AND {LATEST} ORDER BY id LIMIT :limit"""
_THINGS = f"""SELECT DISTINCT canonical FROM entities
    WHERE article IN (SELECT key FROM articles WHERE id IN {_IDS}) AND canonical IS NOT NULL"""
_UNNAMED = """DELETE FROM canonical_entities WHERE key IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM entities WHERE canonical = canonical_entities.key)"""
_REMEMBER = """INSERT INTO deletions (article, entry) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET finished = 0,
    deleted = excluded.deleted, entry = CASE entry WHEN ? THEN excluded.entry ELSE max(entry, excluded.entry) END"""
_AGO = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || :seconds || ' seconds')"
_OLD = f"""SELECT DISTINCT id FROM articles WHERE stored < {_AGO} AND NOT EXISTS
    (SELECT 1 FROM articles AS younger WHERE younger.id = articles.id AND younger.stored >= {_AGO})
    ORDER BY stored LIMIT :limit"""


class SqliteDeletions:
    """Deletes from the SQLite file at `path`. `busy_seconds`: how long to wait for another process's lock."""

    def __init__(self, path: Path, busy_seconds: float = 5.0) -> None:
        self._path = path
        self._busy_seconds = busy_seconds

    def selected(self, selection: Selection, after: str, limit: int) -> list[tuple[str, int]]:
        """Ids of stored articles, with the numbers of their revisions."""
        ids = None if selection.ids is None else json.dumps(holdable(selection.ids))
        values = {"after": after, "ids": ids, "source": selection.source, "before": selection.before, "limit": limit}
        with self._connected("DEFERRED") as connection:
            return connection.execute(_SELECTED, values).fetchall()

    def deleted(self, ids: Collection[str]) -> set[str]:
        """Which of these were deleted."""
        with self._connected("DEFERRED") as connection:
            found = connection.execute(f"SELECT article FROM deletions WHERE article IN {_IDS}", _values(ids))
            return {id for (id,) in found}

    def delete(self, ids: Collection[str], last: str) -> Removed:
        """Remove every revision of these articles."""
        with self._connected("IMMEDIATE") as connection:
            return _delete(connection, dict.fromkeys(holdable(ids), key_of(last)))

    def expire(self, seconds: float, limit: int) -> Removed:
        """Remove articles that were stored long ago. Where there are none, no writer waits for the look."""
        with self._connected("DEFERRED") as connection:
            if not connection.execute(_OLD, {"seconds": seconds, "limit": 1}).fetchone():
                return Removed(0, 0)
        with self._connected("IMMEDIATE") as connection:
            old = [id for (id,) in connection.execute(_OLD, {"seconds": seconds, "limit": limit})]
            brought = connection.execute(f"SELECT id, entry FROM articles WHERE id IN {_IDS}", _values(old))
            return _delete(connection, last_entries([(id, key_of_entry(entry)) for id, entry in brought]))

    def unfinished(self, limit: int) -> list[str]:
        """Ids that Redis may still remember."""
        with self._connected("DEFERRED") as connection:
            found = connection.execute("SELECT article FROM deletions WHERE NOT finished LIMIT ?", (limit,))
            return [id for (id,) in found]

    def finish(self, ids: Collection[str], last: str) -> None:
        """Note that Redis has forgotten these."""
        with self._connected("IMMEDIATE") as connection:
            connection.execute(
                f"""UPDATE deletions SET finished = 1, entry = CASE entry WHEN :unknown THEN :last ELSE entry END
                WHERE article IN {_IDS}""",
                {**_values(ids), "unknown": UNKNOWN, "last": key_of(last)},
            )

    def forget(self, seconds: float) -> None:
        """Remember old deletions no longer."""
        with self._connected("IMMEDIATE") as connection:
            connection.execute(f"DELETE FROM deletions WHERE deleted < {_AGO} AND finished", {"seconds": seconds})

    @contextmanager
    def _connected(self, mode: str) -> Generator[sqlite3.Connection]:
        with explained(self._path), closing(connect(self._path, self._busy_seconds)) as connection:
            connection.execute("PRAGMA secure_delete = ON")  # or the text would be in the file until it is written over
            with transaction(connection, mode):
                schema.check(connection, self._path)
                yield connection


def _delete(connection: sqlite3.Connection, last: Mapping[str, str]) -> Removed:
    ids = _values(last)
    things = [key for (key,) in connection.execute(_THINGS, ids)]
    articles: int
    (articles,) = connection.execute(f"SELECT count(DISTINCT id) FROM articles WHERE id IN {_IDS}", ids).fetchone()
    revisions = connection.execute(f"DELETE FROM articles WHERE id IN {_IDS}", ids).rowcount
    connection.execute(_UNNAMED, (json.dumps(things),))
    connection.executemany(_REMEMBER, [(id, entry, UNKNOWN) for id, entry in last.items()])
    return Removed(articles, revisions)


def _values(ids: Collection[str]) -> dict[str, str]:
    return {"ids": json.dumps(holdable(ids))}
