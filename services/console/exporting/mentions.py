"""CSV (RFC 4180), one row a mention: of an entity, with its place, or of a date, with its value."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from services.store.protocol import Change, Deleted
from services.wire.messages import EnrichedArticle

_ARTICLE = ("cursor", "change", "id", "revision", "story", "url", "source", "headline", "published", "language")
_MENTION = ("label", "start", "end", "text")
_ENTITY = ("entity", "name", "geonames", "place", "admin1", "country", "lat", "lon")
_DATE = ("value", "begin", "end_before", "mod")
COLUMNS = (*_ARTICLE, *_MENTION, *_ENTITY, *_DATE)

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What spreadsheets take for the beginning of a formula, the last four in their full-width forms."""


def header() -> bytes:
    """The names of the columns, as a row."""
    return _written([COLUMNS])


def rows(change: Change) -> bytes:
    """All rows of an article: where it mentions nothing, or was deleted, one row with the other columns empty."""
    if isinstance(change, Deleted):
        return _written([(change.sequence, "deleted", change.id)])
    article = change.article
    head = (
        *(change.sequence, "stored", article.id, article.revision, change.story, article.url, article.source),
        *(article.headline, article.published, article.language),
    )
    return _written([(*head, *cells) for cells in _mentions(article)] or [head])


def _mentions(article: EnrichedArticle) -> Iterator[tuple[Cell, ...]]:
    for entity in article.entities:
        place = entity.place
        where = (place.geonames, place.name, place.admin1, place.country, place.lat, place.lon) if place else ()
        for mention in entity.mentions:
            yield entity.label, mention.start, mention.end, mention.text, entity.id, entity.name, *where
    for date in article.dates:
        no_entity = (None,) * len(_ENTITY)
        meaning = (date.value, date.begin, date.end_before, date.mod)
        yield date.type, date.start, date.end, date.text, *no_entity, *meaning


def _written(rows: Sequence[tuple[Cell, ...]]) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    for cells in rows:
        writer.writerow([*map(_harmless, cells), *(None,) * (len(COLUMNS) - len(cells))])
    return text.getvalue().encode()


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula begins with an apostrophe instead; numbers are ours."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
