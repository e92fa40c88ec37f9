"""The table `canonical_entities`: adding what articles name, and completing what older versions saved."""

import json
import sqlite3

from services.store.canonical import Canonical, Keys, Spelling, Spellings, canonical, spelling

_KEY = "SELECT key FROM canonical_entities WHERE name_key = ? AND label = ? AND geonames = ?"
_ADD = "INSERT INTO canonical_entities (name_key, label, geonames, name, country, admin1) VALUES (?, ?, ?, ?, ?, ?)"
_INCOMPLETE = """SELECT article, id, label, name, place FROM entities
    WHERE canonical IS NULL AND (article, id) > (?, ?) ORDER BY article, id LIMIT 10000"""
_COMPLETE = "UPDATE entities SET canonical = ? WHERE article = ? AND id = ?"


def keys(connection: sqlite3.Connection, spellings: Spellings) -> Keys:
    """The keys of things, those added that the database does not know yet. Inside the caller's transaction."""
    return {thing: _key(connection, thing, spelling) for thing, spelling in spellings.items()}


def complete(connection: sqlite3.Connection) -> None:
    """Give every entity that was saved without its thing that thing, inside the caller's transaction."""
    last = (-1, -(2**63))
    while rows := connection.execute(_INCOMPLETE, last).fetchall():
        last = rows[-1][:2]
        things = {
            (article, id): (thing, spelling(name, place.get("country"), place.get("admin1")))
            for article, id, label, name, found in rows
            for place in (json.loads(found or "{}"),)
            if (thing := canonical(label, name, place.get("geonames")))
        }
        known = keys(connection, dict(reversed(things.values())))
        connection.executemany(_COMPLETE, [(known[thing], *row) for row, (thing, _) in things.items()])


def _key(connection: sqlite3.Connection, thing: Canonical, spelling: Spelling) -> int | None:
    known = connection.execute(_KEY, thing).fetchone()
    return known[0] if known else connection.execute(_ADD, (*thing, *spelling)).lastrowid
