"""The tables `stories` and `signatures`: finding the stories of new articles, and of what older versions saved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from services.store.postgres.connection import Connection
from services.store.resemblance import READ, VERSION, Text, alike, signatures
from services.store.stories import MOST_SHARING, Links, join, most_similar, similar_before

LOCK = 1_684_108_388
"""The advisory lock of whoever gives articles stories."""

_SHARING = f"""SELECT new.article, new.number, shared.article AS other
    FROM unnest($1::bigint[], $2::integer[]) AS new (article, number), LATERAL (
        SELECT article FROM signatures WHERE number = new.number ORDER BY article DESC LIMIT {MOST_SHARING}
    ) AS shared"""
# One that has its story, if any has: of those that an older version saved some may not.
_OWN = """SELECT articles.key, coalesce(min(stories.article), min(other.key)) AS own
    FROM articles JOIN articles AS other USING (id) LEFT JOIN stories ON stories.article = other.key
    WHERE articles.key = ANY($1) AND other.key <> articles.key GROUP BY articles.key"""
_STORIES = "SELECT article, story FROM stories WHERE article = ANY($1)"
_TEXTS = f"SELECT key, substr(text, 1, {READ}) FROM articles WHERE key = ANY($1)"
_ADD = f"""INSERT INTO stories (article, story, signature)
    SELECT article, story, {VERSION} FROM unnest($1::bigint[], $2::bigint[]) AS new (article, story)
    ON CONFLICT (article) DO UPDATE SET signature = excluded.signature"""
# What is being deleted meanwhile is locked, and its transaction may wait for a lock of ours.
_MERGE = """UPDATE stories SET story = older FROM unnest($1::bigint[], $2::bigint[]) AS merged (newer, older)
    WHERE story = newer AND article IN (SELECT article FROM stories WHERE story = ANY($1) FOR UPDATE SKIP LOCKED)"""
_INCOMPLETE = f"""SELECT key, substr(text, 1, {READ}) AS text FROM articles WHERE key > $1 AND NOT EXISTS (
    SELECT 1 FROM stories WHERE article = key AND signature = {VERSION}) ORDER BY key LIMIT 500"""
_FORGET = "DELETE FROM signatures WHERE article = ANY($1)"


def enter(connection: Connection, new: Mapping[int, str]) -> None:
    """Give articles without one, their texts by their keys, signatures, and stories if they have none either.

    Inside the caller's transaction.
    """
    if not new:
        return
    texts = {key: Text(text) for key, text in new.items()}
    signed = dict(zip(texts, signatures(texts.values()), strict=True))
    rows = [(key, number) for key, numbers in signed.items() for number in numbers]
    # Two articles that are alike must not be saved at once by two workers, each unaware of the other: from here to its
    # commit one works alone, and sees what those before it have committed.
    connection.fetch("SELECT pg_advisory_xact_lock($1)", LOCK)
    links = _links(connection, signed, rows)
    connection.copy("signatures", ("article", "number"), rows)
    similar = {other for link in links for other in link.similar}
    linked = new.keys() | similar | {link.own for link in links if link.own}
    stories = {row["article"]: row["story"] for row in connection.fetch(_STORIES, list(linked))}
    texts |= {key: Text(text) for key, text in connection.fetch(_TEXTS, list(similar - new.keys()))}
    joined = join(links, stories, lambda one, other: alike(texts[one], texts[other]))
    connection.fetch(_ADD, list(joined.stories), list(joined.stories.values()))
    if joined.merged:
        connection.fetch(_MERGE, list(joined.merged), list(joined.merged.values()))


def complete(connection: Connection) -> None:
    """Do so for every article that was saved without or has another kind, a few at a time, inside the transaction."""
    last = 0
    while rows := connection.fetch(_INCOMPLETE, last):
        last = rows[-1][0]
        connection.fetch(_FORGET, [row["key"] for row in rows])
        enter(connection, {row["key"]: row["text"] for row in rows})


def _links(connection: Connection, signed: Mapping[int, Sequence[int]], rows: Sequence[tuple[int, int]]) -> list[Links]:
    own: dict[int, int] = {row["key"]: row["own"] for row in connection.fetch(_OWN, list(signed))}
    sharing = defaultdict[int, list[tuple[int, int]]](list)
    for key, number, other in connection.fetch(_SHARING, [key for key, _ in rows], [number for _, number in rows]):
        sharing[key].append((number, other))
    new = similar_before(signed)
    return [Links(key, own.get(key), [*new[key], *most_similar(sharing[key])]) for key in signed]
