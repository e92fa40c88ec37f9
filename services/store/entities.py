"""Asking a database what it knows of a thing that articles name: in which of them, and beside what.

One SQL for all databases, with values $1, $2, ... Of each article the latest revision counts, as everywhere. Every
number is counted when asked, so that none can be wrong after an article has gone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.store.canonical import name_key
from services.store.rows import LATEST
from services.wire.messages import Place

Fetch = Callable[..., Iterable[Iterable[Any]]]
"""Gives the rows of a statement for it and its values. What is in a row is the statement's affair, so Any."""

_MOST_WORDS = 20
_SHORT = 4


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One thing: label, how its name was spelt first, its place, and how many articles name it."""

    label: str
    name: str
    place: Place | None
    articles: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that names a thing."""

    id: str
    published: str
    headline: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one thing: the local dates of the first and the last publication, articles, company.

    `newest` are articles, the newest first; `beside` the things that most of its articles name, too, each with the
    number of those.
    """

    entity: NamedEntity
    first: str
    last: str
    newest: Sequence[Appearance]
    beside: Sequence[NamedEntity]


@dataclass(frozen=True, slots=True)
class Found:
    """The things of just that name, and at most ten whose name is like it; both the most frequent first."""

    dossiers: Sequence[Dossier]
    others: Sequence[NamedEntity]


NAMED = "SELECT key FROM canonical_entities WHERE name_key = $1 AND label = coalesce($2, label)"
# Looks at every name there is; chooses by what an index alone tells, which is in how many revisions a thing is named.
_LIKE = """SELECT key FROM canonical_entities AS thing
    WHERE (%s) AND name_key <> $1 AND label = coalesce($2, label)
    ORDER BY (SELECT count(*) FROM entities WHERE canonical = thing.key) DESC, key LIMIT 10"""
_HAS = "' ' || name_key || ' ' LIKE $%d"
COUNTED = f"""SELECT label, name, (SELECT place FROM entities WHERE canonical = $1 LIMIT 1), number, first, last
    FROM canonical_entities, (
        SELECT count(DISTINCT article) AS number,
            min(substr(published, 1, 10)) AS first, max(substr(published, 1, 10)) AS last
        FROM entities JOIN articles ON key = article WHERE canonical = $1 AND {LATEST}
    ) AS counted WHERE key = $1"""
NEWEST = f"""SELECT id, published, coalesce(headline, substr(text, 1, 80)) FROM articles
    WHERE key IN (SELECT article FROM entities WHERE canonical = $1) AND {LATEST}
    ORDER BY published_utc DESC NULLS LAST, key DESC LIMIT $2"""
BESIDE = f"""SELECT label, name, (SELECT place FROM entities WHERE canonical = thing.key LIMIT 1), number
    FROM canonical_entities AS thing JOIN (
        SELECT other.canonical, count(DISTINCT article) AS number
        FROM entities AS own JOIN articles ON articles.key = own.article JOIN entities AS other USING (article)
        WHERE own.canonical = $1 AND other.canonical <> own.canonical AND {LATEST}
        GROUP BY other.canonical ORDER BY number DESC, other.canonical LIMIT $2
    ) AS company ON canonical = thing.key ORDER BY number DESC, thing.key"""


def find(fetch: Fetch, name: str, label: str | None, limit: int) -> Found:
    """What a database knows of a name; of each thing `limit` articles and as much company.

    `label`: of things with this label alone. The transaction that `fetch` reads in makes it one state of the database.
    """
    key = name_key(name)
    words = list(dict.fromkeys(key.split()))[:_MOST_WORDS]
    dossiers = [_dossier(fetch, thing, limit) for (thing,) in fetch(NAMED, key, label)]
    others = _alike(fetch, key, label, [f"% {word} %" for word in words])
    if not dossiers and not others:  # perhaps misspelt towards the end
        others = _alike(fetch, key, label, [f"% {word[:-2]}%" for word in words if len(word) > _SHORT])
    return Found(
        sorted((each for each in dossiers if each.entity.articles), key=lambda each: -each.entity.articles),
        sorted((each for each in others if each.articles), key=lambda each: -each.articles),
    )


def _alike(fetch: Fetch, key: str, label: str | None, patterns: Sequence[str]) -> list[NamedEntity]:
    query = _LIKE % " OR ".join(_HAS % number for number in range(3, len(patterns) + 3))
    return [_counted(fetch, thing)[0] for (thing,) in fetch(query, key, label, *patterns)] if patterns else []


def _dossier(fetch: Fetch, thing: int, limit: int) -> Dossier:
    entity, first, last = _counted(fetch, thing)
    newest = [Appearance(*row) for row in fetch(NEWEST, thing, limit)]
    return Dossier(entity, first, last, newest, [_entity(*row) for row in fetch(BESIDE, thing, limit)])


def _counted(fetch: Fetch, thing: int) -> tuple[NamedEntity, str, str]:
    [(label, name, place, articles, first, last)] = fetch(COUNTED, thing)
    return _entity(label, name, place, articles), first, last


def _entity(label: str, name: str, place: str | None, articles: int) -> NamedEntity:
    return NamedEntity(label, name, Place.model_validate_json(place) if place else None, articles)
