"""The command `reprocess`: stored articles are enriched again."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from packaging.version import InvalidVersion, Version

from services.console.counted import counted
from services.console.progress import shown
from services.console.publishing import Step
from services.console.redis_address import redis_address
from services.console.redoing import redo
from services.console.search_options import Entities, From, On, PlaceName, Source, To, query_of, wanted_of
from services.console.shards import Shard
from services.enrich.settings import EnrichSettings
from services.ingest.settings import IngestSettings
from services.store.connect import open_store
from services.store.search.selecting import Selected
from services.store.settings import StoreSettings
from services.wire.connection import connect_blocking
from services.wire.messages import Engine
from services.wire.settings import Settings

THIS = "this"


def reprocess(
    older_than: Annotated[
        str | None,
        typer.Option(metavar="ENGINE", help="Only what a Dateline before this version found, or not `this` engine."),
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="WORDS", help="Only what search finds by these words.")] = None,
    *,
    entity: Entities = None,
    place: PlaceName = None,
    on: On = None,
    since: From = None,
    until: To = None,
    source: Source = None,
) -> None:
    """Enrich stored articles again, the latest revision of each, by the services that run.

    A record is replaced in one step when the new one is there; until then the old one is read. ENGINE is compared with
    the version of Dateline in a record; `this` stands for the version and the model of this installation, and chooses
    what any other has found. Options that choose articles are those of search; all together must fit.

    Goes on while enrich has less than 500 articles to do, so that new ones do not wait for old ones. `dateline wait`
    returns when all is replaced.

    \b
    Example:
      dateline reprocess --older-than this && dateline wait
      dateline reprocess --older-than 0.2.0 --query 'summit' --source 'Example Wire'
    """
    store = open_store(StoreSettings().database())
    engines = None if older_than is None else _older(store.engines(), older_than)
    wanted = wanted_of(entities=entity, place=place, on=on, since=since, until=until, source=source)
    selected = Selected(query_of([query] if query else None), wanted, engines)
    home_of = _home_of(IngestSettings().sources)
    prefix, url = Settings().prefix, redis_address()
    with connect_blocking(url, prefix) as redis, shown("reprocessing") as bar:
        stored = store.count()
        total = stored if selected == Selected() else 0  # how many are selected is known once all are read

        def step(number: int) -> None:
            bar.step(Step(number, total, number))

        sent = redo(Shard(redis, url, prefix), store, selected, home_of, on_step=step, on_wait=bar.wait)
    typer.echo(f"sent {counted(sent, 'article')} to be enriched again, of {stored:,} stored")


def _home_of(file: Path | None) -> Callable[[str], str | None]:
    """Where a source is at home, as the file of sources says now."""
    if not file:
        return lambda _: None
    from services.ingest.sources_file import read_sources  # noqa: PLC0415 - what it needs takes 100 ms to load

    sources = read_sources(file)

    def home_of(name: str) -> str | None:
        known = sources.named(name)
        return known.home if known else None

    return home_of


def _older(engines: list[Engine], than: str) -> list[Engine]:
    """Those that are older than a version, or other than this installation. Raises typer.BadParameter."""
    if than == THIS:
        this = Engine(dateline=version("dateline"), model=_model())
        return [engine for engine in engines if engine != this]
    try:
        newest = Version(than)
    except InvalidVersion:
        told = f"{than!r} is no version of Dateline such as {version('dateline')}, nor {THIS!r}"
        raise typer.BadParameter(told, param_hint="--older-than") from None
    return [engine for engine in engines if _version(engine) < newest]


def _version(engine: Engine) -> Version:
    try:
        return Version(engine.dateline)
    except InvalidVersion:  # written by another program
        return Version("0")


def _model() -> str:
    """The model that is set here, loaded to learn its version."""
    from services.enrich.load import load_annotator  # noqa: PLC0415 - seconds that no other command should have to wait

    return load_annotator(EnrichSettings()).model
