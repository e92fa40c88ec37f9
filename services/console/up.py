"""The command `up`: Redis and all three services on one machine, until Ctrl-C or SIGTERM."""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from pydantic import Field

from services.console.embedded import embedded
from services.console.supervisor import Child, Program, Signals, supervise
from services.wire.health.settings import HealthSettings
from services.wire.logs import configure
from services.wire.settings import Settings
from services.wire.streams import INPUT


class UpSettings(Settings):
    """What can be set about `up`."""

    grace: float = Field(
        default=30, gt=0, description="Seconds that a stopping `up` gives the services before it kills them."
    )


def up() -> None:
    """Run everything on this machine: Redis (embedded unless DATELINE_REDIS_URL is set) and all three services.

    With DATELINE_HEALTH_PORT, ingest answers on that port, enrich on the next, store on the one after.
    Ctrl-C or SIGTERM finishes what is in hand and exits 0; a second one stops at once.

    Example: dateline up | jq
    """
    settings = UpSettings()
    configure("up", str(os.getpid()), settings.log_level)
    with Signals() as signals, _redis(settings, signals) as (url, server):
        services = [Child(program) for program in _services(url, HealthSettings().health_port)]
        supervise(services, server, signals, settings.grace)


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
