"""The command `up`: Redis and all three services on one machine, until Ctrl-C or SIGTERM."""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import typer

from services.console.embedded import embedded
from services.console.settings_check import refuse_wrong_settings, unknown
from services.console.supervisor import REFUSED, Child, Program, Signals, supervise
from services.console.up_settings import UpSettings
from services.wire.health.settings import HealthSettings
from services.wire.logs import configure
from services.wire.streams import INPUT


def up() -> None:
    """Run everything on this machine: Redis (embedded unless DATELINE_REDIS_URL is set) and all three services.

    With DATELINE_HEALTH_PORT, ingest answers on that port, enrich on the next, store on the one after.
    Ctrl-C or SIGTERM finishes what is in hand and exits 0; a second one stops at once. In a script, shells let what
    is started with & ignore Ctrl-C: stop it with kill.

    Exit code 2 where a setting is wrong, or a service finds one that it can't use.

    Example: dateline up | jq
    """
    refuse_wrong_settings()
    for name in unknown(os.environ):
        del os.environ[name]  # told once: the services need not tell it again
    settings = UpSettings()
    configure("up", str(os.getpid()), settings.log_level)
    with Signals() as signals, _redis(settings, signals) as (url, server):
        services = [Child(program) for program in _services(url, HealthSettings().health_port)]
        refused = supervise(services, server, signals, settings.grace)
    if refused:
        raise typer.Exit(REFUSED)


def _services(url: str, health_port: int | None) -> Iterator[Program]:
    for number, name in enumerate(INPUT):
        environment = {"DATELINE_REDIS_URL": url}
        if health_port:
            environment["DATELINE_HEALTH_PORT"] = str(health_port + number)
        yield Program(name, [sys.executable, "-m", "services.console", "run", name], environment)


@contextmanager
def _redis(settings: UpSettings, signals: Signals) -> "Generator[tuple[str, Child | None]]":
    if settings.redis_url:
        yield settings.redis_url, None
    else:
        with embedded(settings.data_dir, given_up=lambda: signals.count > 0) as found:
            yield found
