"""A copy of all tables by COPY, in one snapshot: no other program is needed, and any later PostgreSQL can read it.

Tables and columns are asked of the server, so that a new migration needs nothing here.
"""

import json
from collections.abc import Sequence
from contextlib import closing
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from services.store.postgres import schema
from services.store.postgres.connection import Connection, explained, transaction
from services.store.postgres.location import location

_CONTENTS = "tables.json"
_LONGEST = 86_400.0
"""Seconds that copying one table may take."""

# Without those whose values follow from others, and without the record of migrations, which applying them makes.
_COLUMNS = """SELECT relname, array_agg(attname ORDER BY attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'migrations'
        AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY relname"""
_REFERENCES = """SELECT pointing.relname, pointed.relname FROM pg_constraint
    JOIN pg_class AS pointing ON pointing.oid = conrelid JOIN pg_class AS pointed ON pointed.oid = confrelid
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conrelid <> confrelid"""
_SEQUENCES = """SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL"""


class _Table(NamedTuple):
    name: str
    columns: list[str]


class PostgresCopies:
    """Copies of the database that a URL names. `lock_seconds`: how long a call waits for another's lock."""

    kind = "postgres"

    def __init__(self, url: str, lock_seconds: float = 10.0) -> None:
        self._url = url
        self._where = location(url)
        self._lock_seconds = lock_seconds

    def copy(self, folder: Path) -> int:
        """Copy every table of the schema into a file of its own."""
        with (
            explained(self._where),
            closing(self._connected()) as connection,
            transaction(connection, self._lock_seconds, read_only=True),
        ):
            number = schema.number(connection)
            tables = _tables(connection) if number else []
            for table in tables:
                query = f"SELECT {_quoted(table.columns)} FROM {_quoted([table.name])}"
                connection.copy_out(query, _file(folder, table))
            # Numbers are drawn outside of transactions: read after the rows, they are not below any of theirs.
            sequences = {name: last for name, last in connection.fetch(_SEQUENCES)}  # noqa: C416 - dict() does not know that these are pairs
        (folder / _CONTENTS).write_text(json.dumps({"tables": tables, "sequences": sequences}))
        return number

    def exists(self) -> bool:
        """Whether it has our tables."""
        with (
            explained(self._where),
            closing(self._connected()) as connection,
            transaction(connection, self._lock_seconds, read_only=True),
        ):
            return schema.number(connection) > 0

    def restore(self, folder: Path, schema_number: int) -> None:
        """Make tables as they were, and fill them, in one transaction."""
        contents = json.loads((folder / _CONTENTS).read_text())
        tables = [_Table(*each) for each in contents["tables"]]
        with (
            explained(self._where),
            closing(self._connected()) as connection,
            transaction(connection, self._lock_seconds),
        ):
            connection.fetch("SELECT pg_advisory_xact_lock($1)", schema.LOCK)
            schema.apply(connection, through=schema_number)
            connection.execute(f"TRUNCATE {_quoted([table.name for table in tables])}")  # of what migrations put in
            for table in tables:
                name = _quoted([table.name])
                connection.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")  # what they would add is in the copy
                connection.copy_in(table.name, table.columns, _file(folder, table))
                connection.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
            for name, last in contents["sequences"].items():
                connection.fetch("SELECT setval($1::text::regclass, $2)", _quoted([name]), last)

    def reopen_deletions(self) -> None:
        """Count all deletions as unfinished."""
        with explained(self._where), closing(self._connected()) as connection:
            connection.execute("UPDATE deletions SET finished = false")

    def _connected(self) -> Connection:
        connection = Connection(self._url)
        connection.seconds = _LONGEST
        return connection


def _tables(connection: Connection) -> list[_Table]:
    """All tables, each after those that it points to."""
    columns = {name: list(names) for name, names in connection.fetch(_COLUMNS)}
    order = TopologicalSorter[str](dict.fromkeys(columns, ()))
    for pointing, pointed in connection.fetch(_REFERENCES):
        order.add(pointing, pointed)
    return [_Table(name, columns[name]) for name in order.static_order()]


def _file(folder: Path, table: _Table) -> Path:
    return folder / f"{table.name}.copy"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)
