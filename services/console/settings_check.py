"""Whether the environment holds settings that we can't use, or that are none."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer
from pydantic import ValidationError

from services.console.explain import environment_name, wrong_settings
from services.console.up_settings import UpSettings
from services.enrich.settings import EnrichSettings
from services.ingest.settings import IngestSettings
from services.ingest.wrong_sources import WrongSources
from services.store.connect import open_store
from services.store.protocol import UnusableDatabase
from services.store.settings import StoreSettings
from services.wire.delivery.settings import DeliverySettings, PressureSettings
from services.wire.health.settings import HealthSettings
from services.wire.settings import Settings

ALL: tuple[tuple[str, type[Settings]], ...] = (
    ("everything", Settings),
    ("every service, publish", PressureSettings),
    ("every service", DeliverySettings),
    ("every service", HealthSettings),
    ("ingest", IngestSettings),
    ("enrich", EnrichSettings),
    ("store", StoreSettings),
    ("up", UpSettings),
)
"""Who reads which settings; what is listed once is not listed again for those that inherit it."""


def refuse_wrong_settings() -> None:
    """Exit with code 2 and a line on standard error for each wrong value, if there are any; tell what is misspelt."""
    wrong = list(dict.fromkeys(mistakes()))
    for line in wrong:
        typer.echo(f"dateline: {line}", err=True)
    tell_unknown()
    if wrong:
        raise typer.Exit(2)


def tell_unknown() -> None:
    """A line on standard error for each variable that looks like a setting and is none."""
    for name in unknown(os.environ):
        typer.echo(f"dateline: {name} is set, and is no setting: misspelt? See dateline settings", err=True)


def mistakes() -> Iterator[str]:
    """A line for each wrong value, perhaps more than once."""
    for _, model in ALL:
        try:
            model()
        except ValidationError as error:
            yield from wrong_settings(error)
    # Not from the settings of ingest and store, which are not to be had where another value is wrong.
    if database := os.environ.get("DATELINE_DATABASE_URL"):
        try:
            open_store(database)
        except UnusableDatabase as error:
            yield str(error)
    if sources := os.environ.get("DATELINE_SOURCES"):
        from services.ingest.sources_file import read_sources  # noqa: PLC0415 - it loads what repairs mojibake

        try:
            read_sources(Path(sources))
        except WrongSources as error:
            yield from error.lines


def unknown(environment: Iterable[str]) -> list[str]:
    """The variables that look like settings and are none."""
    known = {environment_name((field,)) for _, model in ALL for field in model.model_fields}
    return sorted(name for name in environment if name.startswith("DATELINE_") and name not in known)
