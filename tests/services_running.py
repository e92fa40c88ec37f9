"""The three services as they run in production: processes of their own on a real Redis and a real database."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from service_log import Line, ServiceLog

from services.console.drained import drain
from services.store.connect import open_store
from services.store.record import record
from services.wire.events import Event
from services.wire.streams import DEAD, RAW, TOTALS

NAMES = ("ingest", "enrich", "store")


@dataclass
class Pipeline:
    """Running services, and what they have done so far."""

    url: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    _log: ServiceLog = field(default_factory=ServiceLog)

    def start(self, *services: str) -> "list[subprocess.Popen[bytes]]":
        """Start one process of each service. Its log lines are kept."""
        return [self.start_program("-m", "services.console", "run", name) for name in services]

    def start_program(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start what Python is to run in the place of a service, with these arguments."""
        environment = {
            **os.environ,
            "DATELINE_REDIS_URL": self.url,
            "DATELINE_DATA_DIR": str(self.folder),
            **self.environment,
        }
        command = [sys.executable, *arguments]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self._log.listen(process)
        self.processes.append(process)
        return process

    def until(self, event: Event, times: int = 1, seconds: float = 30) -> None:
        """Wait until the services have logged an event so many times."""
        self._log.until(event, times, seconds)

    def stop(self) -> list[int]:
        """SIGTERM to all that still run; their exit codes."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        return [process.wait(timeout=60) for process in self.processes]

    async def publish(self, *entries: Mapping[Any, Any]) -> list[str]:
        """Add entries to the raw stream as anybody can; their ids."""
        async with Redis.from_url(self.url) as redis, redis.pipeline(transaction=False) as pipe:
            for fields in entries:
                pipe.xadd(RAW, dict(fields))
            return [id_.decode() for id_ in await pipe.execute()]

    async def drained(self, seconds: float = 60) -> None:
        async with Redis.from_url(self.url) as redis:
            assert await drain(redis, seconds), f"not drained within {seconds} s"

    async def totals(self) -> dict[str, int]:
        async with Redis.from_url(self.url) as redis:
            return {name.decode(): int(number) for name, number in (await redis.hgetall(TOTALS)).items()}

    async def dead(self) -> dict[str, dict[bytes, bytes]]:
        """The dead letters by the id of the entry that died."""
        async with Redis.from_url(self.url) as redis:
            return {fields[b"entry"].decode(): fields for _, fields in await redis.xrange(DEAD)}

    def records(self) -> dict[str, dict[str, Any]]:
        """What `export` would print, by the id of the raw entry."""
        store = open_store(self.environment.get("DATELINE_DATABASE_URL", f"sqlite:///{self.folder / 'dateline.db'}"))
        return {article.entry: record(article) for article in store.articles()}

    def noise(self) -> list[str]:
        """What the services wrote that is no JSON."""
        return self._log.noise()

    def log(self, service: str) -> list[Line]:
        """The lines that a service has logged, in order."""
        return [line for line in self._log.lines if line["service"] == service]


@contextmanager
def running(url: str, folder: Path, *services: str | None, **environment: str) -> Iterator[Pipeline]:
    """A pipeline with these services (all three by default; None: none yet), ended with the block."""
    pipeline = Pipeline(url, folder, environment)
    pipeline.start(*(name for name in services or NAMES if name))
    try:
        yield pipeline
    finally:
        for process in pipeline.processes:
            process.kill()
            process.wait()
