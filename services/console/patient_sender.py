"""Sending what goes on coming: Redis is waited for, however long it is away."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import typer
from redis.exceptions import RedisError

from services.console.publishing import Unstated, send_all
from services.console.readers.found import Found, Problem
from services.console.room import Wait
from services.console.shards import Shard
from services.console.spread import Spread
from services.wire.redis_errors import what_redis_says

_AGAIN = 2.0  # seconds until Redis is tried again


class PatientSender:
    """Sends what is found, and tells people how it goes. `problems` counts what could not be sent."""

    def __init__(self, shards: Sequence[Shard], unstated: Unstated) -> None:
        self._shards = shards
        self._unstated = unstated
        self._told: str | None = None
        self.problems = 0

    def send(self, everything: Callable[[], Iterable[tuple[Found, str, int]]]) -> int:
        """Return once Redis has all of it: how many articles. Where Redis fails, it begins anew; each counts once."""
        told = set[Problem]()

        def tell_new(problem: Problem) -> None:
            if problem not in told:
                tell(str(problem))
                told.add(problem)

        while True:
            sender = Spread(self._shards, self._wait, lambda _: None)
            try:
                self.problems += send_all(everything(), sender, self._unstated, tell_new)
            except RedisError as error:
                self._tell_once(f"waiting: {what_redis_says(error, self._shards[0].url)}")
                time.sleep(_AGAIN)
                continue
            self._told = None
            return sender.sent

    def _wait(self, wait: Wait) -> None:
        self._tell_once(wait.line)

    def _tell_once(self, line: str) -> None:
        if line != self._told:
            tell(line)
        self._told = line


def tell(line: str, *, wrong: bool = True) -> None:
    """A line for people, with the time: on standard error, unless it says that all is well."""
    typer.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}", err=wrong)
