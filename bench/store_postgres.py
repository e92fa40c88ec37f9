"""The PostgreSQL side of `bench.store`."""

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from services.store.postgres import PostgresStore
from services.store.postgres.connection import Connection
from services.wire.messages import EnrichedArticle

TABLES = (
    *("articles", "canonical_entities", "entities", "mentions", "dates"),
    *("changes", "signatures", "stories"),
)
_WORDS = "SELECT article, words::text FROM article_words WHERE article > $1"
_ADD_WORDS = """INSERT INTO article_words
    SELECT article, words::tsvector FROM unnest($1::bigint[], $2::text[]) AS added (article, words)"""

Copy = tuple[str, list[str], list[tuple[object, ...]]]


def measure(server: str, batches: Sequence[Sequence[EnrichedArticle]]) -> tuple[float, float]:
    """Seconds that the store takes, and of one bare COPY a table and batch, for the same rows; of words, an INSERT."""
    with _database(server) as url, _database(server) as other, closing(PostgresStore(url)) as store:
        saving, bare = 0.0, 0.0
        loaded: dict[str, int] = dict.fromkeys(TABLES, 0)
        with closing(Connection(url)) as saved, closing(Connection(other)) as connection:
            connection.execute("ALTER TABLE articles DISABLE TRIGGER USER")
            for batch in batches:
                began = time.perf_counter()
                store.save(batch)
                saving += time.perf_counter() - began
                articles = loaded["articles"]
                work = [_copy(saved, table, loaded) for table in TABLES]
                words = [list(column) for column in zip(*saved.fetch(_WORDS, articles), strict=True)]
                began = time.perf_counter()
                connection.execute("BEGIN")
                for table, names, rows in work:
                    connection.copy(table, names, rows)
                connection.fetch(_ADD_WORDS, *words)
                connection.execute("COMMIT")
                bare += time.perf_counter() - began
        return saving, bare


def version(server: str) -> str:
    """The version of the server."""
    with closing(Connection(server)) as connection:
        return connection.fetch("SHOW server_version")[0][0]


@contextmanager
def _database(server: str) -> Iterator[str]:
    """A database with our empty tables."""
    name = f"bench_{secrets.token_hex(4)}"
    with closing(Connection(server)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            url = f"{server.rpartition('/')[0]}/{name}"
            PostgresStore(url).migrate()
            yield url
        finally:
            connection.execute(f"DROP DATABASE {name}")


def _copy(connection: Connection, table: str, loaded: dict[str, int]) -> Copy:
    """Table, columns, and the rows with keys, or of articles with keys, above the last one `loaded`."""
    key = "key" if table in {"articles", "canonical_entities"} else "article"
    records = connection.fetch(f"SELECT * FROM {table} WHERE {key} > $1", loaded[table])
    loaded[table] = max(record[key] for record in records)
    return table, list(records[0].keys()), [tuple(record) for record in records]
