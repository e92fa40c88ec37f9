"""Asking a database for stories: which articles are one report. One SQL for all databases, with values $1, $2, ..."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from services.store.entities import Fetch
from services.store.rows import LATEST


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of a story; where it has no headline, the beginning of its text."""

    id: str
    published: str
    source: str | None
    headline: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story by its number, with the latest revisions of its articles by time of publication."""

    number: int
    articles: Sequence[Copy]


_AT_ONCE = 200
"""How many stories are fetched in one go."""

_NEXT = f"SELECT DISTINCT story FROM stories WHERE story > $1 ORDER BY story LIMIT {_AT_ONCE}"
_BEFORE_NEWEST = "SELECT DISTINCT story FROM stories ORDER BY story DESC LIMIT 1 OFFSET $1"
_OF = "SELECT story FROM stories JOIN articles ON key = article WHERE id = $1 LIMIT 1"
ARTICLES = f"""SELECT story, id, published, source, coalesce(headline, substr(text, 1, 80))
    FROM stories JOIN articles ON key = article
    WHERE story BETWEEN $1 AND $2 AND {LATEST}
    ORDER BY story, published_utc NULLS FIRST, key"""


def stories(fetch: Fetch, limit: int | None) -> Iterator[Story]:
    """All stories in the order in which they began, or the newest so many."""
    before = [number for (number,) in fetch(_BEFORE_NEWEST, limit)] if limit else []
    last = before[0] if before else -1
    while numbers := [number for (number,) in fetch(_NEXT, last)]:
        yield from _between(fetch, numbers[0], numbers[-1])
        last = numbers[-1]


def story(fetch: Fetch, id: str) -> Story | None:
    """The story of an article; None if there is no such article."""
    return next((found for (number,) in fetch(_OF, id) for found in _between(fetch, number, number)), None)


def _between(fetch: Fetch, first: int, last: int) -> Iterator[Story]:
    for number, rows in groupby(fetch(ARTICLES, first, last), key=lambda row: next(iter(row))):
        yield Story(number, [Copy(*values) for _, *values in rows])
