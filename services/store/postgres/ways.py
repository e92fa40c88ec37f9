"""The table `ways`."""

from collections.abc import Sequence

from services.store.postgres.connection import Connection
from services.store.way import Way

_KEEP = """INSERT INTO ways (article, trace_id, steps)
    SELECT key, new.trace_id, new.steps::jsonb
    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) AS new (id, revision, trace_id, steps)
    JOIN articles USING (id, revision)
    ON CONFLICT (article) DO UPDATE SET trace_id = EXCLUDED.trace_id, steps = EXCLUDED.steps"""
_FIND = "SELECT trace_id, steps FROM ways JOIN articles ON article = key WHERE id = $1 AND revision = $2"


def keep(connection: Connection, rows: Sequence[tuple[str, int, str, str]]) -> None:
    """Note how articles came that are stored inside the caller's transaction."""
    if rows:
        connection.fetch(_KEEP, *(list(column) for column in zip(*rows, strict=True)))


def find(connection: Connection, id: str, revision: int) -> Way | None:
    """How a revision came, if that is known."""
    found = connection.fetch(_FIND, id, revision)
    return Way.read(*found[0]) if found else None
