"""Filling databases with so many articles that saving each would take hours, for `bench.growth`.

The first ones are saved by the store itself. From then on all of them are copied inside the database, with its indexes
and unique constraints in place: each copy has ids, names and signatures of its own, and the same words. Foreign keys,
which hold by the way it is made, are not looked at, and nothing waits for the disk.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import md5
from itertools import islice
from pathlib import Path

from bench.growth_articles import trail
from services.store.connect import open_store
from services.store.postgres.connection import Connection
from services.store.sqlite.connection import connect
from services.store.way import Way
from services.wire.messages import EnrichedArticle
from services.wire.messages.trail import read_steps

_BATCH = 500

# What columns of a copy are made of; others are as they were. `by` is what keys of articles are moved by, `things` what
# those of canonical entities are. (x | y) - (x & y) is x XOR y.
_ID = "substr(md5(id || '{by}'), 1, 16)"
_MADE = {
    "articles": {"key": "key + {by}", "id": _ID, "content_hash": _ID},
    "canonical_entities": {"key": "key + {things}", "name_key": "name_key || ' {by}'"},
    "entities": {"article": "article + {by}", "canonical": "canonical + {things}"},
    "mentions": {"article": "article + {by}"},
    "dates": {"article": "article + {by}"},
    "signatures": {"article": "article + {by}", "number": "(number | {bits}) - (number & {bits})"},
    "stories": {"article": "article + {by}", "story": "story + {by}"},
    "ways": {"article": "article + {by}"},
    "article_words": {"article": "article + {by}", "rowid": "rowid + {by}"},
}


@dataclass(frozen=True)
class Size:
    """How many rows each table has, and bytes of all there is in the database."""

    rows: Mapping[str, int]
    bytes: int

    @property
    def articles(self) -> int:
        """How many there are."""
        return self.rows["articles"]


@dataclass(frozen=True)
class _Database:
    execute: Callable[[str], Sequence[Sequence[object]]]
    columns: str
    bytes: str

    def number(self, sql: str) -> int:
        [(found,)] = self.execute(sql)
        return int(str(found or 0))

    def size(self) -> Size:
        tables = (*_MADE, "changes")
        return Size({table: self.number(f"SELECT count(*) FROM {table}") for table in tables}, self.number(self.bytes))


def save(urls: Sequence[str], articles: Iterator[EnrichedArticle], most: int) -> None:
    """Let each of these databases hold `most` articles at least, through the store's own code."""
    stores = [open_store(url) for url in urls]
    missing = most - min(store.count() for store in stores)
    while batch := list(islice(articles, max(0, min(_BATCH, missing)))):
        missing -= len(batch)
        for store in stores:
            store.save(batch, [_way(article.entry) for article in batch])
    for store in stores:
        store.close()


def _way(entry: str) -> Way:
    way = trail(entry, "ingest", "enrich", "store")
    return Way(way.trace_id, read_steps(way.steps))


def copy(url: str, most: int) -> Size:
    """Copy what is in a database until it holds `most` articles at least."""
    with _opened(url) as database:
        stored, things = (
            database.number(f"SELECT max(key) FROM {name}") for name in ("articles", "canonical_entities")
        )
        for n in range(1, -(-most // stored)):
            _copy(database, min(stored, most - n * stored), stored, things, n)
        return database.size()


def _copy(database: _Database, articles: int, stored: int, things: int, n: int) -> None:
    """The nth copy of the first so many articles."""
    moved = {"by": n * stored, "things": n * things, "bits": n * 0x5BD1E995 % 2**31}
    database.execute("BEGIN")
    for table, made in _MADE.items():
        names = [str(name) for (name,) in database.execute(database.columns.format(table=table))]
        own = next(name for name in ("rowid", "article", "key") if name in names)
        values = [made.get(name, f'"{name}"').format(**moved) for name in names]
        most = things if table == "canonical_entities" else articles
        listed = ", ".join(f'"{name}"' for name in names)
        database.execute(
            f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)} FROM {table} WHERE {own} <= {most}"
        )
    database.execute(
        f"INSERT INTO changes (article) SELECT key FROM articles WHERE key > {moved['by']} "
        "AND NOT EXISTS (SELECT 1 FROM changes WHERE article = key)"
    )
    database.execute("COMMIT")


@contextmanager
def _opened(url: str) -> Iterator[_Database]:
    """A database, in a hurry: nothing waits for the disk, no foreign keys. Its statistics are new at the end."""
    if url.startswith("sqlite"):
        with closing(connect(Path(url.removeprefix("sqlite:///")), 5)) as file:
            for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -2000000"):
                file.execute(f"PRAGMA {pragma}")
            file.create_function("md5", 1, lambda text: md5(text.encode()).hexdigest(), deterministic=True)
            yield _Database(
                lambda sql: file.execute(sql).fetchall(),
                "SELECT 'rowid' WHERE '{table}' = 'article_words' UNION ALL "
                "SELECT name FROM pragma_table_info('{table}')",
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            )
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with closing(Connection(url, 7200)) as server:
        server.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        yield _Database(
            server.fetch,
            "SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped",
            "SELECT pg_database_size(current_database())",
        )
        for table in ("articles", "canonical_entities"):
            server.fetch(f"SELECT setval('{table}_key_seq', max(key)) FROM {table}")
        server.fetch("VACUUM ANALYZE")
