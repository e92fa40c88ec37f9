"""The table `ways`."""

import sqlite3
from collections.abc import Iterable

from services.store.way import Way

_KEEP = """INSERT OR REPLACE INTO ways (article, trace_id, steps)
    SELECT key, ?3, ?4 FROM articles WHERE id = ?1 AND revision = ?2"""
_FIND = "SELECT trace_id, steps FROM ways JOIN articles ON article = key WHERE id = ? AND revision = ?"


def keep(connection: sqlite3.Connection, rows: Iterable[tuple[str, int, str, str]]) -> None:
    """Note how articles came that are stored inside the caller's transaction."""
    connection.executemany(_KEEP, rows)


def find(connection: sqlite3.Connection, id: str, revision: int) -> Way | None:
    """How a revision came, if that is known."""
    found = connection.execute(_FIND, (id, revision)).fetchone()
    return Way.read(*found) if found else None
