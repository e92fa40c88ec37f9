"""The command `run`: one service in the foreground."""

from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer


class Service(StrEnum):
    """The services that there are."""

    INGEST = "ingest"
    ENRICH = "enrich"
    STORE = "store"


def run(service: Annotated[Service, typer.Argument(help="Which service.")]) -> None:
    """Run one service in the foreground, until Ctrl-C or SIGTERM. Several of each may run at once.

    Example: dateline run enrich
    """
    import_module(f"services.{service.value}.app").main()
