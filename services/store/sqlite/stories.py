"""The tables `stories` and `signatures`: finding the stories of new articles, and of what older versions saved."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from services.store.resemblance import NUMBERS, READ, VERSION, Text, alike, signatures
from services.store.stories import MOST_SHARING, Links, join, most_similar, similar_before

_SIGN = "INSERT INTO signatures (article, number) VALUES (?, ?)"
_SHARING = f"""SELECT * FROM (SELECT number, article FROM signatures WHERE number = ? ORDER BY article DESC
    LIMIT {MOST_SHARING})"""
_ALL_SHARING = " UNION ALL ".join([_SHARING] * NUMBERS)
_GIVEN = "(SELECT value FROM json_each(?))"
# One that has its story, if any has: of those that an older version saved some may not.
_OWN = f"""SELECT articles.key, coalesce(min(stories.article), min(other.key))
    FROM articles JOIN articles AS other USING (id) LEFT JOIN stories ON stories.article = other.key
    WHERE articles.key IN {_GIVEN} AND other.key <> articles.key GROUP BY articles.key"""
_STORIES = f"SELECT article, story FROM stories WHERE article IN {_GIVEN}"
_TEXT = f"SELECT substr(text, 1, {READ}) FROM articles WHERE key = ?"
_ADD = f"""INSERT INTO stories (article, story, signature) VALUES (?, ?, {VERSION})
    ON CONFLICT (article) DO UPDATE SET signature = excluded.signature"""
_MERGE = "UPDATE stories SET story = ? WHERE story = ?"
_INCOMPLETE = f"""SELECT key, substr(text, 1, {READ}) FROM articles WHERE key > ? AND NOT EXISTS (
    SELECT 1 FROM stories WHERE article = key AND signature = {VERSION}) ORDER BY key LIMIT 500"""
_FORGET = f"DELETE FROM signatures WHERE article IN {_GIVEN}"


def enter(connection: sqlite3.Connection, new: Mapping[int, str]) -> None:
    """Give articles without one, their texts by their keys, signatures, and stories if they have none either.

    Inside the caller's transaction.
    """
    texts = {key: Text(text) for key, text in new.items()}
    signed = dict(zip(texts, signatures(texts.values()), strict=True))
    links = _links(connection, signed)
    connection.executemany(_SIGN, [(key, number) for key, numbers in signed.items() for number in numbers])
    linked = new.keys() | {link.own for link in links if link.own} | {other for link in links for other in link.similar}
    stories = dict(connection.execute(_STORIES, _given(linked)))

    def text(key: int) -> Text:
        if key not in texts:
            texts[key] = Text(connection.execute(_TEXT, (key,)).fetchone()[0])
        return texts[key]

    joined = join(links, stories, lambda one, other: alike(text(one), text(other)))
    connection.executemany(_ADD, joined.stories.items())
    connection.executemany(_MERGE, [(older, story) for story, older in joined.merged.items()])


def complete(connection: sqlite3.Connection) -> None:
    """Do so for every article that was saved without or has another kind, a few at a time, inside the transaction."""
    last = 0
    while rows := connection.execute(_INCOMPLETE, (last,)).fetchall():
        last = rows[-1][0]
        connection.execute(_FORGET, _given(key for key, _ in rows))
        enter(connection, dict(rows))


def _links(connection: sqlite3.Connection, signed: Mapping[int, Sequence[int]]) -> list[Links]:
    own: dict[int, int] = dict(connection.execute(_OWN, _given(signed)))
    new = similar_before(signed)
    return [Links(key, own.get(key), [*new[key], *_similar(connection, numbers)]) for key, numbers in signed.items()]


def _similar(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    missing = [None] * (NUMBERS - len(numbers))
    return most_similar(connection.execute(_ALL_SHARING, (*numbers, *missing))) if numbers else []


def _given(keys: Iterable[int]) -> tuple[str]:
    return (json.dumps(list(keys)),)
