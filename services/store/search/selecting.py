"""Going through all articles that are asked for, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.store.entities import Fetch
from services.store.rows import LATEST
from services.store.search.articles import WordIndex
from services.store.search.query import Query
from services.store.search.wanted import Values, Wanted, conditions
from services.wire.messages import Engine


@dataclass(frozen=True, slots=True)
class Selected:
    """Articles with these words, as wanted, whose latest revision one of the engines has enriched. None: whatever."""

    query: Query | None = None
    wanted: Wanted = field(default_factory=Wanted)
    engines: Sequence[Engine] | None = None


def ids(fetch: Fetch, index: WordIndex, selected: Selected, after: str, limit: int) -> list[str]:
    """At most `limit` of the ids selected that come after one, in order."""
    query = selected.query
    values = Values([index.expression(query)] if query else [])
    key = index.key if query else "articles.key"
    fitting = [*([index.matches] if query else []), *conditions(selected.wanted, key, values), LATEST]
    if selected.engines is not None:
        names = [each for engine in selected.engines for each in (engine.dateline, engine.model or "")]
        pairs = [f"({values.bind(*names[at : at + 2])})" for at in range(0, len(names), 2)]
        fitting.append(f"(engine_dateline, coalesce(engine_model, '')) IN ({', '.join(pairs)})" if pairs else "1 = 0")
    fitting.append(f"id > {values.bind(after)}")
    statement = f"""SELECT id FROM {index.joined if query else "articles"}
        WHERE {" AND ".join(fitting)} ORDER BY id LIMIT {values.bind(limit)}"""
    return [id for (id,) in fetch(statement, *values)]


def engines(fetch: Fetch) -> list[Engine]:
    """Those that have enriched what is stored."""
    found = fetch("SELECT DISTINCT engine_dateline, engine_model FROM articles")
    return [Engine(dateline=dateline, model=model) for dateline, model in found]
