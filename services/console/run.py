"""The command `run`: one service in the foreground."""

import sys
from enum import StrEnum
from importlib import import_module
from signal import SIGTERM, signal
from typing import Annotated

import typer

from services.console.redis_address import refuse_that_of_another
from services.console.settings_check import tell_unknown
from services.wire.settings import Settings


class Service(StrEnum):
    """The services that there are."""

    INGEST = "ingest"
    ENRICH = "enrich"
    STORE = "store"


def run(service: Annotated[Service, typer.Argument(help="Which service.")]) -> None:
    """Run one service in the foreground, until Ctrl-C or SIGTERM. Several of each may run at once.

    Example: dateline run enrich
    """
    tell_unknown()
    refuse_that_of_another(Settings())
    # Until the service listens to signals itself, it has nothing in hand: ending at once is ending in good order.
    signal(SIGTERM, _end)
    import_module(f"services.{service.value}.app").main()


def _end(number: int, frame: object) -> None:
    sys.exit(0)
