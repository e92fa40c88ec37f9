"""The SQLite store: one connection that writes, and one for each reading."""

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Lock

from services.store import entities, story_reading
from services.store.entities import Found
from services.store.protocol import Change, Saved, Stored, UnusableDatabase
from services.store.search import selecting
from services.store.search.articles import Hit, search
from services.store.search.periods import Unit
from services.store.search.query import Query
from services.store.search.selecting import Selected
from services.store.search.timeline import Timeline, timeline
from services.store.search.wanted import Wanted
from services.store.sqlite import reading, schema, ways, writing
from services.store.sqlite.article_words import INDEX
from services.store.sqlite.connection import connect, explained, transaction
from services.store.story_reading import Story
from services.store.way import Way
from services.store.ways import way_rows
from services.wire.failures import Poison
from services.wire.messages import Engine, EnrichedArticle

_CACHE = 64_000
"""KiB of memory for who saves: rows of an index lie anywhere in it, and it is soon larger than the usual 2,000."""


class SqliteStore:
    """Articles in the SQLite file at `path`. `busy_seconds`: how long a call waits for another process's lock."""

    def __init__(self, path: Path, busy_seconds: float = 5.0) -> None:
        self._path = path
        self._busy_seconds = busy_seconds
        self._lock = Lock()
        self._writer: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None

    def migrate(self) -> None:
        """Create file and directories if need be, and bring the schema up to date."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableDatabase(f"can't create directory {self._path.parent}: {error.strerror}") from error
        with explained(self._path), closing(connect(self._path, self._busy_seconds, create=True)) as connection:
            schema.upgrade(connection, self._path, self._busy_seconds)

    def save(self, articles: Sequence[EnrichedArticle], came: Sequence[Way] = ()) -> list[Saved | Poison]:
        """Store articles in one transaction."""
        with self._lock, explained(self._path):
            try:
                connection = self._writing()
                with transaction(connection):
                    results = writing.save(connection, articles)
                    ways.keep(connection, way_rows(articles, results, came))
                    return results
            except BaseException:
                self._close()
                raise

    def articles(self, limit: int | None = None) -> Iterator[EnrichedArticle]:
        """The latest revision of each id in order of publication, all from one snapshot."""
        with self._reading() as connection:
            yield from reading.latest(connection, limit)

    def records(self, *, revisions: bool = False) -> Iterator[Stored]:
        """Revisions with the numbers of their last changes, all from one snapshot."""
        with self._reading() as connection:
            yield from reading.records(connection, revisions=revisions)

    def changes(self, since: int, limit: int, *, revisions: bool = False) -> list[Change]:
        """What changed after a change, all from one snapshot."""
        with self._reading() as connection:
            return list(reading.changes(connection, since, limit, revisions=revisions))

    def last_change(self) -> int:
        """The number of the last change."""
        with self._reading() as connection:
            return reading.last_change(connection)

    def revisions(self, id: str) -> list[int]:
        """The revisions of an article, in order."""
        with self._reading() as connection:
            return reading.revisions(connection, id)

    def article(self, id: str, revision: int | None = None) -> EnrichedArticle | None:
        """One article at a revision, or at its latest."""
        with self._reading() as connection:
            return reading.one(connection, id, revision)

    def way(self, id: str, revision: int) -> Way | None:
        """How a revision came, if that is known."""
        with self._reading() as connection:
            return ways.find(connection, id, revision)

    def ids(self, prefix: str, limit: int) -> list[str]:
        """At most `limit` ids that begin with `prefix`."""
        with self._reading() as connection:
            return reading.ids(connection, prefix, limit)

    def count(self) -> int:
        """How many ids there are."""
        with self._reading() as connection:
            return reading.count(connection)

    def find(self, name: str, label: str | None, limit: int) -> Found:
        """What articles name by a name, all from one snapshot."""
        with self._reading() as connection:
            return entities.find(partial(reading.fetch, connection), name, label, limit)

    def search(self, query: Query | None, wanted: Wanted, limit: int) -> list[Hit]:
        """Articles with these words and as wanted, all from one snapshot."""
        with self._reading() as connection:
            return search(partial(reading.fetch, connection), INDEX, query, wanted, limit)

    def timeline(self, query: Query | None, wanted: Wanted, unit: Unit | None, limit: int) -> Timeline:
        """When something is said to happen, all from one snapshot."""
        with self._reading() as connection:
            return timeline(partial(reading.fetch, connection), INDEX, query, wanted, unit=unit, limit=limit)

    def stories(self, limit: int | None = None) -> Iterator[Story]:
        """All stories, or the newest so many, all from one snapshot."""
        with self._reading() as connection:
            yield from story_reading.stories(partial(reading.fetch, connection), limit)

    def story(self, id: str) -> Story | None:
        """The story that an article belongs to."""
        with self._reading() as connection:
            return story_reading.story(partial(reading.fetch, connection), id)

    def engines(self) -> list[Engine]:
        """Those that have enriched what is stored."""
        with self._reading() as connection:
            return selecting.engines(partial(reading.fetch, connection))

    def selected(self, selected: Selected, after: str, limit: int) -> list[EnrichedArticle]:
        """The articles selected after an id, all from one snapshot."""
        with self._reading() as connection:
            ids = selecting.ids(partial(reading.fetch, connection), INDEX, selected, after, limit)
            return [article for id in ids if (article := reading.one(connection, id, None))]

    def close(self) -> None:
        """Close the writing connection; the next save opens another."""
        with self._lock:
            self._close()

    def _writing(self) -> sqlite3.Connection:
        # SQLite would go on writing to a file that somebody deleted or replaced, and all of that would be lost.
        if self._writer and self._file != self._identity():
            self._close()
        if not self._writer:
            self._writer = connect(self._path, self._busy_seconds)
            self._file = self._identity()
            schema.check(self._writer, self._path)
            self._writer.execute(f"PRAGMA cache_size = -{_CACHE}")
        return self._writer

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _close(self) -> None:
        if self._writer:
            self._writer.close()
            self._writer = None

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        with (
            explained(self._path),
            closing(connect(self._path, self._busy_seconds)) as connection,
            transaction(connection, "DEFERRED"),
        ):
            schema.check(connection, self._path)
            yield connection
