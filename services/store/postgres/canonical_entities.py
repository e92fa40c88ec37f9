"""The table `canonical_entities`: adding what articles name, and completing what older versions saved."""

import json
from collections.abc import Iterable

from services.store.canonical import Canonical, Keys, Spellings, canonical, spelling
from services.store.postgres.connection import Connection

_WANTED = """unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[])
    AS wanted (name_key, label, geonames, name, country, admin1)"""
# Whoever adds the same things waits here; all add them in one order and in one statement, so that nobody waits in a
# circle. Only the next statement sees what the other has committed.
_ADD = f"""INSERT INTO canonical_entities (name_key, label, geonames, name, country, admin1)
    SELECT wanted.* FROM {_WANTED}
    WHERE NOT EXISTS (SELECT 1 FROM canonical_entities AS known
        WHERE (known.name_key, known.label, known.geonames) = (wanted.name_key, wanted.label, wanted.geonames))
    ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING"""
_KEYS = (
    f"SELECT key, name_key, label, geonames FROM canonical_entities JOIN {_WANTED} USING (name_key, label, geonames)"
)
_INCOMPLETE = """DECLARE incomplete NO SCROLL CURSOR FOR
    SELECT article, id, label, name, place FROM entities WHERE canonical IS NULL"""
_COMPLETE = """UPDATE entities SET canonical = thing
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS done (done_article, done_id, thing)
    WHERE article = done_article AND id = done_id"""


def keys(connection: Connection, spellings: Spellings) -> Keys:
    """The keys of things, those added that the database does not know yet. Once in a transaction of the caller's."""
    wanted = _columns(((*thing, *spelling) for thing, spelling in spellings.items()), 6)
    connection.fetch(_ADD, *wanted)
    return {Canonical(*thing): key for key, *thing in connection.fetch(_KEYS, *wanted)}


def complete(connection: Connection) -> None:
    """Give every entity that was saved without its thing that thing, inside the caller's transaction."""
    if not connection.fetch("SELECT 1 FROM entities WHERE canonical IS NULL LIMIT 1"):
        return
    # Things are added in several steps, so nobody else may add any meanwhile and wait for us while we wait for them.
    connection.execute("LOCK TABLE canonical_entities IN EXCLUSIVE MODE")
    connection.execute(_INCOMPLETE)
    while rows := connection.fetch("FETCH 10000 FROM incomplete"):
        things = {
            (article, id): (thing, spelling(name, place.get("country"), place.get("admin1")))
            for article, id, label, name, found in rows
            for place in (json.loads(found or "{}"),)
            if (thing := canonical(label, name, place.get("geonames")))
        }
        known = keys(connection, dict(reversed(things.values())))
        connection.fetch(_COMPLETE, *_columns(((*row, known[thing]) for row, (thing, _) in things.items()), 3))
    connection.execute("ANALYZE entities")  # until that is done, no query of a thing would be planned well


def _columns(rows: Iterable[tuple[object, ...]], width: int) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[]] * width
