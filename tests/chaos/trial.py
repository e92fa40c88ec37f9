"""One trial: a Redis, services, what was published, which faults struck, and what became of every entry."""

import asyncio
import signal
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import evidence
from crew import Crew
from ledger import Account, Ledger, Letter, Sent
from publishing import client, publish
from redis.asyncio import Redis
from service_log import ServiceLog

from services.console.drained import drain
from services.wire.events import Event

STARTING = 60
"""Seconds that services may take to start, on a machine that is busy with other things as well."""


@dataclass(frozen=True)
class Result:
    """A line of the table. `recovered`: seconds from the end of the last fault until nothing was waiting or in hand."""

    scenario: str
    published: int
    faults: int
    account: Account
    recovered: float


@dataclass
class Trial:
    """What a scenario works with: files in `folder`, Redis at `url`, the store's `database`, and who works."""

    folder: Path
    url: str
    database: str
    crew: Crew
    log: ServiceLog
    results: list[Result]
    ledger: Ledger = field(default_factory=Ledger)
    faults: int = 0
    _published: "Future[None]" = field(default_factory=Future)
    _began: float = field(default_factory=time.monotonic)
    _struck: float = field(default_factory=time.monotonic)

    def store_in(self, database: str) -> None:
        """Give the store this database in place of SQLite, before anything runs."""
        self.database = self.crew.environment["DATELINE_DATABASE_URL"] = database

    def start(self, ingest: int = 1, enrich: int = 1, store: int = 1) -> None:
        """Start so many workers of each service, and wait until all of them read."""
        before = len(self.log.lines)
        for service, number in (("ingest", ingest), ("enrich", enrich), ("store", store)):
            for _ in range(number):
                self.crew.start(service)
        self.log.until(Event.SERVICE_STARTED, ingest + enrich + store, STARTING, before)

    def publish(self, entries: Iterable[Sent]) -> None:
        """Publish them all, as fast as Redis confirms them."""
        with client(self.url) as redis:
            publish(redis, self.ledger, entries)

    @contextmanager
    def publishing(self, entries: Iterable[Sent], a_second: float | None) -> Iterator[None]:
        """Publish them beside what the block does; all of them are published when it ends."""
        with ThreadPoolExecutor(1) as pool, client(self.url) as redis:
            self._began = time.monotonic()
            self._published = pool.submit(publish, redis, self.ledger, entries, a_second)
            yield
            self._published.result()

    def more_to_come(self, seconds: float) -> bool:
        """Let so many seconds pass, or fewer if all is published and dealt with; whether it isn't.

        Fails where it ought to be: at 10 entries a second and two minutes more.
        """
        took, expected = time.monotonic() - self._began, 120 + len(self.ledger.sent) / 10
        assert took < expected, f"not all was dealt with in {took:.0f} s: {self.account()}"
        deadline = time.monotonic() + seconds
        wait([self._published], seconds)
        return not self._published.done() or not self.drained(max(deadline - time.monotonic(), 0))

    def strike(self) -> None:
        """Count a fault, at its end: the time to recover begins."""
        self.faults += 1
        self._struck = time.monotonic()

    def drained(self, seconds: float) -> bool:
        """Whether, within so many seconds, everything published has been dealt with."""

        async def look() -> bool:
            async with Redis.from_url(self.url) as redis:
                return await drain(redis, seconds)

        return asyncio.run(look())

    def letters(self) -> list[Letter]:
        """Every dead letter there is now."""
        with client(self.url) as redis:
            return evidence.letters(redis, self.database)

    def account(self) -> Account:
        """What has become of every entry up to now."""
        with client(self.url) as redis:
            totals = evidence.totals(redis)
        return self.ledger.settle(evidence.rows(self.database), self.letters(), totals)

    def settle(self, scenario: str, seconds: float = 120) -> Account:
        """Wait until all is dealt with, balance the ledger, and fail unless it is exact.

        The result goes into the table as a line of its own.
        """
        drained = self.drained(seconds)
        recovered = time.monotonic() - self._struck
        account = self.account()
        self.results.append(Result(scenario, len(self.ledger.sent), self.faults, account, recovered))
        assert drained, f"not all was dealt with within {seconds} s: {account}"
        assert account.exact, str(account)
        self._nobody_crashed()
        return account

    def _nobody_crashed(self) -> None:
        """Fail if a process ended in any way but these: told to, killed, or by itself over the time limit.

        The last has exit code 1, which a traceback would have, too; but that would be seen.
        """
        assert not self.log.noise(), self.log.noise()
        failed = [line["why"] for line in self.log.lines if line["event"] == Event.WORKER_FAILED]
        assert all("took longer than" in why for why in failed), failed
        assert set(self.crew.exit_codes) <= {0, 1, -signal.SIGKILL}, self.crew.exit_codes


@contextmanager
def trying(folder: Path, url: str, database: str, results: list[Result]) -> Iterator[Trial]:
    """A trial whose services end with the block. They take over from each other after a second."""
    environment = {
        "DATELINE_REDIS_URL": url,
        "DATELINE_DATABASE_URL": database,
        "DATELINE_MIN_IDLE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    log = ServiceLog()
    with Crew(environment, log) as crew:
        yield Trial(folder, url, database, crew, log, results)
