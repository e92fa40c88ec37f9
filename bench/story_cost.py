"""What the story of an article costs, for `bench.stories`: in either database, with many signatures there."""

import secrets
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from random import Random

from bench.story_texts import patterns, report
from services.store.postgres import PostgresStore
from services.store.postgres import stories as postgres_stories
from services.store.postgres.connection import Connection
from services.store.resemblance import Text, signatures
from services.store.sqlite import SqliteStore
from services.store.sqlite import stories as sqlite_stories
from services.store.sqlite.connection import connect

BATCHES, BATCH = 20, 100
_COLUMNS = ("key", "id", "revision", "content_hash", "entry", "published", "published_from", "language", "text")
_INTO = f"INSERT INTO articles ({', '.join(_COLUMNS)}, engine_dateline) VALUES ({', '.join('?' * len(_COLUMNS))}, '')"

Row = tuple[int, str, int, str, str, str, str, str, str]


def reports(number: int, seed: int) -> list[str]:
    """Reports of 250 words, one in ten a copy of the one before it with another end."""
    random, known = Random(seed), patterns("seen").reports
    made: list[str] = []
    for n in range(number):
        own = " ".join(f"{random.getrandbits(32):x}" for _ in range(100))
        made.append(f"{made[-1]} {own[:200]}" if n % 10 == 9 else f"{report(random.choice(known), random).text} {own}")
    return made


class Stored:
    """So many articles with signatures; a quarter of the numbers are such as new articles have as well.

    So each new one finds others to be compared with, as it would where reports share phrases.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._texts = reports(2_000, 1)
        self._shared = [n for numbers in signatures(map(Text, self._texts)) for n in numbers]

    def rows(self) -> Iterator[Row]:
        return (row(key, self._texts[key % len(self._texts)]) for key in range(1, self.size + 1))

    def numbers(self) -> Iterator[tuple[int, int]]:
        random = Random(self.size)
        for key in range(1, self.size + 1):
            own = {random.getrandbits(32) - 2**31 for _ in range(12)} | set(random.choices(self._shared, k=4))
            yield from ((key, number) for number in own)

    def stories(self) -> Iterator[tuple[int, int]]:
        return ((key, key) for key in range(1, self.size + 1))

    def batches(self) -> Iterator[list[Row]]:
        """New articles, with keys after those that are there."""
        new = (row(self.size + n, text) for n, text in enumerate(reports(BATCHES * BATCH, 2), 1))
        return iter(lambda: list(islice(new, BATCH)), [])


def row(key: int, text: str) -> Row:
    return key, f"{key:x}", 1, "", "1-0", "2024-03-02", "stated", "en", text


def in_sqlite(path: Path, stored: Stored) -> float:
    """Seconds an article in SQLite, with its part of the commit."""
    SqliteStore(path).migrate()
    spent = 0.0
    with closing(connect(path, 5)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("DROP TRIGGER articles_inserted")
        connection.execute("DROP INDEX signatures_by_number")
        connection.executemany(_INTO, stored.rows())
        connection.executemany("INSERT INTO signatures VALUES (?, ?)", stored.numbers())
        connection.executemany("INSERT INTO stories (article, story) VALUES (?, ?)", stored.stories())
        connection.execute("CREATE INDEX signatures_by_number ON signatures (number, article)")
        connection.execute("COMMIT")
        connection.execute("PRAGMA synchronous = FULL")
        for batch in stored.batches():
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(_INTO, batch)
            began = time.perf_counter()
            sqlite_stories.enter(connection, {key: text for key, *_, text in batch})
            connection.execute("COMMIT")
            spent += time.perf_counter() - began
    return spent / BATCHES / BATCH


def in_postgres(server: str, stored: Stored) -> float:
    """The same in PostgreSQL, in a database of its own."""
    name, spent = f"bench_{secrets.token_hex(4)}", 0.0
    url = f"{server.rpartition('/')[0]}/{name}"
    with closing(Connection(server)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    PostgresStore(url).migrate()
    with closing(Connection(url, 3600)) as connection:
        connection.execute("ALTER TABLE articles DISABLE TRIGGER USER; DROP INDEX signatures_by_number")
        for table, columns, rows in (
            ("articles", (*_COLUMNS, "engine_dateline"), ((*each, "") for each in stored.rows())),
            ("signatures", ("article", "number"), stored.numbers()),
            ("stories", ("article", "story"), stored.stories()),
        ):
            while some := list(islice(rows, 100_000)):
                connection.copy(table, columns, some)
        connection.execute("CREATE INDEX signatures_by_number ON signatures (number, article)")
        connection.execute("VACUUM ANALYZE")
        for batch in stored.batches():
            connection.execute("BEGIN")
            connection.copy("articles", (*_COLUMNS, "engine_dateline"), [(*each, "") for each in batch])
            began = time.perf_counter()
            postgres_stories.enter(connection, {key: text for key, *_, text in batch})
            connection.execute("COMMIT")
            spent += time.perf_counter() - began
    with closing(Connection(server)) as connection:
        connection.execute(f"DROP DATABASE {name}")
    return spent / BATCHES / BATCH
