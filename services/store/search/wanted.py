"""Which articles are asked for, beside their words: by whom they name, where it is, when, and who published them."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.store.canonical import name_key


@dataclass(frozen=True, slots=True)
class Area:
    """Places by their GeoNames ids, and all that is inside countries (ISO 3166) and states (country, name)."""

    geonames: Sequence[int] = ()
    countries: Sequence[str] = ()
    states: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Articles that name all of these entities and a place in the area, have a date in the interval, and a source.

    `begin` and `end_before` are ISO dates, half-open; a date's interval need only overlap. Of a source, the case of
    ASCII letters is set aside; where PostgreSQL's locale knows the case of others, of those, too. None: whatever it be.
    """

    entities: Sequence[str] = ()
    area: Area | None = None
    begin: str | None = None
    end_before: str | None = None
    source: str | None = None


class Values(list[str | int | None]):
    """The values of a statement, each by its $1, $2, ..."""

    def bind(self, *values: str | int) -> str:
        """Add values and give their names, between commas."""
        self.extend(values)
        return ", ".join(f"${number}" for number in range(len(self) - len(values) + 1, len(self) + 1))


def conditions(wanted: Wanted, key: str, values: Values) -> list[str]:
    """The conditions on the key of an article, as SQL; what they compare with is added to the values."""
    found = [_of_articles(key, _named(name, values)) for name in wanted.entities]
    if wanted.area:
        found.append(_of_articles(key, _inside(wanted.area, values)))
    if wanted.begin or wanted.end_before:
        found.append(f"{key} IN (SELECT article FROM dates WHERE {' AND '.join(overlap(wanted, values))})")
    if wanted.source is not None:
        found.append(f"{key} IN (SELECT key FROM articles WHERE lower(source) = lower({values.bind(wanted.source)}))")
    return found


def overlap(wanted: Wanted, values: Values) -> list[str]:
    """The conditions on a row of `dates` whose interval is to overlap the one wanted."""
    found: list[str] = []
    if wanted.end_before:
        found.append(f"begin < {values.bind(wanted.end_before)}")
    if wanted.begin:
        found.append(f"end_before > {values.bind(wanted.begin)}")
    return found


def _of_articles(key: str, things: str) -> str:
    return f"{key} IN (SELECT article FROM entities WHERE canonical IN ({things}))"


def _named(name: str, values: Values) -> str:
    return f"SELECT key FROM canonical_entities WHERE name_key = {values.bind(name_key(name))}"


def _inside(area: Area, values: Values) -> str:
    alternatives = [f"(country, admin1) = ({values.bind(*state)})" for state in area.states]
    if area.countries:
        alternatives.append(f"country IN ({values.bind(*area.countries)})")
    if area.geonames:
        alternatives.append(f"geonames IN ({values.bind(*area.geonames)})")
    things = (f"SELECT key FROM canonical_entities WHERE geonames <> 0 AND {each}" for each in alternatives)
    return " UNION ".join(things) or "NULL"
