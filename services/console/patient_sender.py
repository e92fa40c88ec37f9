"""Sending what goes on coming: Redis is waited for, however long it is away."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime

import typer
from redis import Redis
from redis.exceptions import RedisError

from services.console.publishing import Unstated, send_all
from services.console.readers.found import Found, Problem
from services.console.redis_errors import what_redis_says
from services.console.room import Room, Wait
from services.console.sender import Sender
from services.wire.delivery.settings import PressureSettings

_AGAIN = 2.0  # seconds until Redis is tried again


class PatientSender:
    """Sends what is found, and tells people how it goes. `problems` counts what could not be sent."""

    def __init__(self, redis: Redis, unstated: Unstated) -> None:
        self._redis = redis
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
            sender = Sender(self._redis, Room(self._redis, PressureSettings(), self._wait), lambda _: None)
            try:
                self.problems += send_all(everything(), sender, self._unstated, tell_new)
            except RedisError as error:
                self._tell_once(f"waiting: {what_redis_says(error)}")
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
