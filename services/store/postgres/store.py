"""The PostgreSQL store: one connection that writes, and one for each reading."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from threading import Lock

from services.store import entities, story_reading
from services.store.entities import Found
from services.store.postgres import reading, schema, ways, writing
from services.store.postgres.article_words import INDEX
from services.store.postgres.connection import Connection, explained, transaction
from services.store.postgres.location import location
from services.store.protocol import Change, Saved, Stored
from services.store.search import selecting
from services.store.search.articles import Hit, search
from services.store.search.periods import Unit
from services.store.search.query import Query
from services.store.search.selecting import Selected
from services.store.search.timeline import Timeline, timeline
from services.store.search.wanted import Wanted
from services.store.story_reading import Story
from services.store.way import Way
from services.store.ways import way_rows
from services.wire.failures import Poison
from services.wire.messages import Engine, EnrichedArticle


class PostgresStore:
    """Articles in the database that a URL names. After any error the next call connects anew.

    `lock_seconds`: how long a call waits for another's lock; `answer_seconds`: how long for a server that says nothing.
    Raises UnusableDatabase if it is no URL of a PostgreSQL database.
    """

    def __init__(self, url: str, lock_seconds: float = 10.0, answer_seconds: float = 30.0) -> None:
        self._url = url
        self._where = location(url)
        self._lock_seconds = lock_seconds
        self._answer_seconds = answer_seconds
        self._lock = Lock()
        self._writer: Connection | None = None

    def migrate(self) -> None:
        """Bring the schema of a database that is there up to date."""
        with explained(self._where), closing(self._connected()) as connection:
            schema.upgrade(connection, self._where, self._lock_seconds)

    def save(self, articles: Sequence[EnrichedArticle], came: Sequence[Way] = ()) -> list[Saved | Poison]:
        """Store articles in one transaction."""
        with self._lock, explained(self._where):
            try:
                connection = self._writing()
                with transaction(connection, self._lock_seconds):
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
            return entities.find(connection.fetch, name, label, limit)

    def search(self, query: Query | None, wanted: Wanted, limit: int) -> list[Hit]:
        """Articles with these words and as wanted, all from one snapshot."""
        with self._reading() as connection:
            return search(connection.fetch, INDEX, query, wanted, limit)

    def timeline(self, query: Query | None, wanted: Wanted, unit: Unit | None, limit: int) -> Timeline:
        """When something is said to happen, all from one snapshot."""
        with self._reading() as connection:
            return timeline(connection.fetch, INDEX, query, wanted, unit=unit, limit=limit)

    def stories(self, limit: int | None = None) -> Iterator[Story]:
        """All stories, or the newest so many, all from one snapshot."""
        with self._reading() as connection:
            yield from story_reading.stories(connection.fetch, limit)

    def story(self, id: str) -> Story | None:
        """The story that an article belongs to."""
        with self._reading() as connection:
            return story_reading.story(connection.fetch, id)

    def engines(self) -> list[Engine]:
        """Those that have enriched what is stored."""
        with self._reading() as connection:
            return selecting.engines(connection.fetch)

    def selected(self, selected: Selected, after: str, limit: int) -> list[EnrichedArticle]:
        """The articles selected after an id, all from one snapshot."""
        with self._reading() as connection:
            ids = selecting.ids(connection.fetch, INDEX, selected, after, limit)
            return [article for id in ids if (article := reading.one(connection, id, None))]

    def close(self) -> None:
        """Close the writing connection; the next save opens another."""
        with self._lock:
            self._close()

    def _writing(self) -> Connection:
        # A server that ended has said so by now: then nothing was begun, and a new connection may find another.
        if self._writer and self._writer.closed:
            self._close()
        if not self._writer:
            self._writer = self._connected()
            schema.check(self._writer, self._where)
        return self._writer

    def _connected(self) -> Connection:
        return Connection(self._url, self._answer_seconds)

    def _close(self) -> None:
        if self._writer:
            self._writer.close()
            self._writer = None

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        with (
            explained(self._where),
            closing(self._connected()) as connection,
            transaction(connection, self._lock_seconds, read_only=True),
        ):
            schema.check(connection, self._where)
            yield connection
