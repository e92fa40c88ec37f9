"""Asking a database what is said to happen when: the dates in articles, by their intervals.

One SQL for all databases, as in `articles`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.store.canonical import name_key
from services.store.entities import Fetch
from services.store.rows import LATEST
from services.store.search.articles import WordIndex
from services.store.search.periods import Gathered, Interval, Unit, gather, gather_few
from services.store.search.query import Query
from services.store.search.snippet import Snippet, around
from services.store.search.wanted import Values, Wanted, conditions, overlap

NEAR = 200
"""Characters between a date and the mention of an entity which it is said of, at most."""
_EXAMPLE = """SELECT articles.id, published, headline, articles.text, dates.start, dates."end"
    FROM dates JOIN articles ON key = article
    WHERE article = $1 AND begin = $2 AND end_before = $3"""


@dataclass(frozen=True, slots=True)
class Said:
    """An article that says something of a period, and the piece of it with the date marked."""

    id: str
    published: str
    headline: str | None
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Period:
    """A period, how many dates lie in it, and what the article says of it that was stored last."""

    period: str
    dates: int
    said: Said


@dataclass(frozen=True, slots=True)
class Timeline:
    """Periods in order of time; `left_out` are those with fewer dates, for which was no room."""

    periods: Sequence[Period]
    left_out: int


def timeline(
    fetch: Fetch, index: WordIndex, query: Query | None, wanted: Wanted, *, unit: Unit | None, limit: int
) -> Timeline:
    """The dates of the articles that have the words and are as wanted, at most `limit` periods.

    An interval in `wanted` is asked of each date itself. Where entities are wanted, only dates near one of their
    mentions count. Unit None: the smallest that needs no more than `limit` periods.
    """
    statement, values = by_interval(index, query, wanted)
    intervals = [Interval(*row) for row in fetch(statement, *values)]
    gathered = gather(intervals, unit) if unit else gather_few(intervals, limit)
    most = sorted(range(len(gathered)), key=lambda number: -gathered[number].dates)[:limit]
    shown = [gathered[number] for number in sorted(most)]
    return Timeline([_period(fetch, each, wanted) for each in shown], len(gathered) - len(shown))


def by_interval(index: WordIndex, query: Query | None, wanted: Wanted) -> tuple[str, Values]:
    """The statement for the intervals of such dates, and its values."""
    values = Values([index.expression(query)] if query else [])
    articles = conditions(replace(wanted, begin=None, end_before=None), "articles.key", values)
    if query:
        articles.append(f"articles.key IN (SELECT {index.key} FROM article_words WHERE {index.matches})")
    chosen = f"SELECT key FROM articles WHERE {' AND '.join([*articles, LATEST])}"
    dates = ["begin IS NOT NULL", "end_before IS NOT NULL", f"article IN ({chosen})", *overlap(wanted, values)]
    dates += [_near(name, values) for name in wanted.entities]
    statement = f"""SELECT begin, end_before, count(*), max(article) FROM dates
        WHERE {" AND ".join(dates)} GROUP BY begin, end_before"""
    return statement, values


def _near(name: str, values: Values) -> str:
    return f"""EXISTS (
        SELECT 1 FROM mentions JOIN entities ON entities.article = mentions.article AND entities.id = mentions.entity
        JOIN canonical_entities ON canonical_entities.key = canonical
        WHERE mentions.article = dates.article AND name_key = {values.bind(name_key(name))}
        AND mentions.start < dates."end" + {NEAR} AND mentions."end" > dates.start - {NEAR})"""


def _period(fetch: Fetch, gathered: Gathered, wanted: Wanted) -> Period:
    newest = gathered.newest
    values = Values([newest.newest, newest.begin, newest.end_before])
    near = "".join(f" AND {_near(name, values)}" for name in wanted.entities)
    [(id, published, headline, text, start, end)] = fetch(f"{_EXAMPLE}{near} ORDER BY number LIMIT 1", *values)
    return Period(gathered.period, gathered.dates, Said(id, published, headline, around(text, start, end)))
