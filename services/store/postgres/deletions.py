"""Deleting articles from the PostgreSQL database. That is seldom done: each call opens a connection of its own."""

from collections.abc import Collection, Generator, Mapping
from contextlib import closing, contextmanager

from services.store.dead_letters import key_of
from services.store.deletions import UNKNOWN, Removed, Selection, holdable, last_entries
from services.store.postgres import schema
from services.store.postgres.connection import Connection, explained, transaction
from services.store.postgres.location import location
from services.store.postgres.writing import lock
from services.store.rows import LATEST
from services.store.tombstones import key_of_entry

LOCK = 1_684_108_387
"""The advisory lock of whoever removes old articles."""

_SELECTED = f"""SELECT id, (SELECT count(*) FROM articles AS own WHERE own.id = articles.id) FROM articles
    WHERE id > $1 AND ($2::text[] IS NULL OR id = ANY($2))
    AND ($3::text IS NULL OR lower(source) = lower($3)) AND ($4::text IS NULL OR published COLLATE "C" < $4)
    AND {LATEST} ORDER BY id LIMIT $5"""
_THINGS = """SELECT DISTINCT canonical FROM entities
    WHERE article IN (SELECT key FROM articles WHERE id = ANY($1::text[])) AND canonical IS NOT NULL"""
_DELETE = """WITH gone AS (DELETE FROM articles WHERE id = ANY($1::text[]) RETURNING id)
    SELECT count(DISTINCT id), count(*) FROM gone"""
_UNNAMED = """DELETE FROM canonical_entities AS thing WHERE key = ANY($1::bigint[])
    AND NOT EXISTS (SELECT 1 FROM entities WHERE canonical = thing.key)"""
_REMEMBER = """INSERT INTO deletions AS known (article, entry) SELECT * FROM unnest($1::text[], $2::text[])
    ON CONFLICT (article) DO UPDATE SET finished = false, deleted = excluded.deleted,
    entry = CASE known.entry WHEN $3 THEN excluded.entry ELSE greatest(known.entry, excluded.entry) END"""
_AGO = "now() - make_interval(secs => $1::float8)"
_OLD = f"""SELECT id FROM articles WHERE stored < {_AGO} AND NOT EXISTS
    (SELECT 1 FROM articles AS younger WHERE younger.id = articles.id AND younger.stored >= {_AGO})"""
_FINISH = """UPDATE deletions SET finished = true, entry = CASE entry WHEN $2 THEN $3 ELSE entry END
    WHERE article = ANY($1::text[])"""


class PostgresDeletions:
    """Deletes from the database that a URL names. Raises UnusableDatabase if it is no such URL.

    `lock_seconds`: how long to wait for another's lock.
    """

    def __init__(self, url: str, lock_seconds: float = 10.0) -> None:
        self._url = url
        self._where = location(url)
        self._lock_seconds = lock_seconds

    def selected(self, selection: Selection, after: str, limit: int) -> list[tuple[str, int]]:
        """Ids of stored articles, with the numbers of their revisions."""
        ids = None if selection.ids is None else holdable(selection.ids)
        with self._connected(read_only=True) as connection:
            found = connection.fetch(_SELECTED, after, ids, selection.source, selection.before, limit)
        return [(id, revisions) for id, revisions in found]

    def deleted(self, ids: Collection[str]) -> set[str]:
        """Which of these were deleted."""
        with self._connected(read_only=True) as connection:
            found = connection.fetch("SELECT article FROM deletions WHERE article = ANY($1::text[])", holdable(ids))
        return {id for (id,) in found}

    def delete(self, ids: Collection[str], last: str) -> Removed:
        """Remove every revision of these articles."""
        with self._connected() as connection:
            lock(connection, ids)
            return _delete(connection, dict.fromkeys(holdable(ids), key_of(last)))

    def expire(self, seconds: float, limit: int) -> Removed:
        """Remove articles that were stored long ago. Where there are none, no writer waits for the look."""
        with self._connected() as connection:
            [(alone,)] = connection.fetch("SELECT pg_try_advisory_xact_lock($1)", LOCK)
            if not alone:
                return Removed(0, 0)
            old = connection.fetch(f"{_OLD} ORDER BY stored LIMIT $2", seconds, limit)
            ids = {id for (id,) in old}
            if not ids:
                return Removed(0, 0)
            lock(connection, ids)
            # A revision may have come just before the lock: what is old is asked again.
            query = f"SELECT id, entry FROM articles WHERE id = ANY($2::text[]) AND id IN ({_OLD})"
            brought = connection.fetch(query, seconds, list(ids))
            return _delete(connection, last_entries([(id, key_of_entry(entry)) for id, entry in brought]))

    def unfinished(self, limit: int) -> list[str]:
        """Ids that Redis may still remember."""
        with self._connected(read_only=True) as connection:
            found = connection.fetch("SELECT article FROM deletions WHERE NOT finished LIMIT $1", limit)
        return [id for (id,) in found]

    def finish(self, ids: Collection[str], last: str) -> None:
        """Note that Redis has forgotten these."""
        with self._connected() as connection:
            lock(connection, ids)
            connection.fetch(_FINISH, holdable(ids), UNKNOWN, key_of(last))

    def forget(self, seconds: float) -> None:
        """Remember old deletions no longer."""
        with self._connected() as connection:
            connection.fetch(f"DELETE FROM deletions WHERE deleted < {_AGO} AND finished", seconds)

    @contextmanager
    def _connected(self, *, read_only: bool = False) -> Generator[Connection]:
        with (
            explained(self._where),
            closing(Connection(self._url)) as connection,
            transaction(connection, self._lock_seconds, read_only=read_only),
        ):
            schema.check(connection, self._where)
            yield connection


def _delete(connection: Connection, last: Mapping[str, str]) -> Removed:
    """Remove articles on whose ids the caller has the lock."""
    ids = list(last)
    things = [key for (key,) in connection.fetch(_THINGS, ids)]
    [(articles, revisions)] = connection.fetch(_DELETE, ids)
    # Nobody may be about to save an entity that is a thing which goes. Who saves takes the locks of ids first, too.
    connection.execute("LOCK TABLE canonical_entities IN EXCLUSIVE MODE")
    connection.fetch(_UNNAMED, things)
    connection.fetch(_REMEMBER, ids, list(last.values()), UNKNOWN)
    return Removed(articles, revisions)
