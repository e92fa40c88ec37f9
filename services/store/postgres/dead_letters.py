"""Old dead letters in the PostgreSQL database. They come and go seldom: each call opens a connection of its own."""

from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager

from services.store.dead_letters import ALL, FIRST, LAST, WantedLetters, check_kept, from_row, key_of, page_of, to_row
from services.store.postgres import schema
from services.store.postgres.connection import Connection, explained, transaction
from services.store.postgres.location import location
from services.wire.delivery.dead import DeadLetter

_KEEP = """INSERT INTO dead_letters (id, stage, reason, fields)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING"""
_REMOVE = "DELETE FROM dead_letters WHERE id = ANY($1::text[])"
_SAME = "SELECT id, fields FROM dead_letters WHERE id = ANY($1::text[])"
_ONE = "SELECT id, fields FROM dead_letters WHERE id = $1"
_WANTED = """SELECT id, fields FROM dead_letters WHERE id > $1 AND id < $2
    AND ($4::text IS NULL OR stage = $4) AND ($5::text IS NULL OR strpos(reason, $5) > 0)"""
_OLDER = page_of(f"{_WANTED} ORDER BY id DESC LIMIT $3", "id DESC")
_NEWER = page_of(f"{_WANTED} ORDER BY id LIMIT $3", "id")


class PostgresDeadLetters:
    """Dead letters in the database that a URL names. Raises UnusableDatabase if it is no such URL.

    `lock_seconds`: how long to wait for another's lock.
    """

    def __init__(self, url: str, lock_seconds: float = 10.0) -> None:
        self._url = url
        self._where = location(url)
        self._lock_seconds = lock_seconds

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store letters in one transaction."""
        columns = [list(column) for column in zip(*map(to_row, letters), strict=True)] or [[]] * 4
        with self._connected() as connection:
            connection.fetch(_KEEP, *columns)
            kept = connection.fetch(_SAME, columns[0])
            check_kept(self._where, letters, ((row["id"], row["fields"]) for row in kept))

    def remove(self, ids: Sequence[str]) -> None:
        """Delete those of these letters that are there."""
        with self._connected() as connection:
            connection.fetch(_REMOVE, [key_of(id) for id in ids])

    def find(self, id: str) -> DeadLetter | None:
        """One letter."""
        with self._connected(read_only=True) as connection:
            found = connection.fetch(_ONE, key_of(id))
        return from_row(*found[0]) if found else None

    def older(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """Letters before an id, the newest first."""
        return self._page(_OLDER, FIRST, key_of(than) if than else LAST, limit, wanted)

    def newer(self, than: str | None, limit: int, wanted: WantedLetters = ALL) -> list[DeadLetter]:
        """Letters after an id, the oldest first."""
        return self._page(_NEWER, key_of(than) if than else FIRST, LAST, limit, wanted)

    def _page(self, query: str, after: str, before: str, limit: int, wanted: WantedLetters) -> list[DeadLetter]:
        with self._connected(read_only=True) as connection:
            found = connection.fetch(query, after, before, limit, wanted.stage, wanted.reason)
        return [from_row(*row) for row in found]

    @contextmanager
    def _connected(self, *, read_only: bool = False) -> Generator[Connection]:
        with (
            explained(self._where),
            closing(Connection(self._url)) as connection,
            transaction(connection, self._lock_seconds, read_only=read_only),
        ):
            schema.check(connection, self._where)
            yield connection
