"""`dateline publish --feed`: what is new in feeds onto the raw stream."""

import signal
import sys
import time
from collections.abc import Sequence
from datetime import datetime

import typer
from redis import Redis
from redis.exceptions import RedisError

from services.console.connection import connect
from services.console.feeds.follow import Following
from services.console.feeds.look import Look
from services.console.feeds.state import open_state
from services.console.publishing import Unstated, send_all
from services.console.redis_address import redis_address
from services.console.redis_errors import what_redis_says
from services.console.refusal import Refusal
from services.console.room import Room, Wait
from services.console.sender import Sender
from services.wire.delivery.settings import PressureSettings
from services.wire.settings import Settings

_AGAIN = 2.0  # seconds until Redis is tried again


def publish_feeds(urls: Sequence[str], unstated: Unstated, *, every: float | None, private: bool) -> None:
    """Publish what is new in feeds: once, or every so many seconds until Ctrl-C or SIGTERM.

    Once, Redis failing is a Refusal, and a feed that can't be read is exit code 1; else both are waited out.
    """
    urls = list(dict.fromkeys(urls))
    with connect(redis_address()) as redis, open_state(Settings().data_dir) as state:
        to_redis = _ToRedis(redis, unstated, patient=every is not None)
        following = Following(state, to_redis.publish, _problem, private=private)
        if every is None:
            if not following.once(urls) or to_redis.problems:
                raise typer.Exit(1)
            return
        signal.signal(signal.SIGTERM, _end)
        try:
            following.on_and_on(urls, every)
        except KeyboardInterrupt:
            return
        raise typer.Exit(1)  # every feed is gone for good


class _ToRedis:
    """Sends what looks found. `problems` counts the items that could not be sent."""

    def __init__(self, redis: Redis, unstated: Unstated, *, patient: bool) -> None:
        self._redis = redis
        self._unstated = unstated
        self._patient = patient
        self._told: str | None = None
        self.problems = 0

    def publish(self, name: str, found: Look) -> None:
        """Return once Redis has all that is new. Raises Refusal where Redis fails and nobody is to wait for it."""
        while True:
            sender = Sender(self._redis, Room(self._redis, PressureSettings(), self._wait), lambda _: None)
            try:
                everything = ((each, name, 0) for each in found.fresh)
                self.problems += send_all(everything, sender, self._unstated, lambda problem: _problem(str(problem)))
                break
            except RedisError as error:
                if not self._patient:
                    raise Refusal(f"{name}: {what_redis_says(error)}; try again, each article counts once") from error
                self._tell_once(f"waiting: {what_redis_says(error)}")
                time.sleep(_AGAIN)
        self._told = None
        if self._patient and not sender.sent:
            return
        known = len(found.items) - len(found.fresh)
        articles = "1 article" if sender.sent == 1 else f"{sender.sent:,} articles"
        _line(f"{name}: published {articles}" + (f"; {known:,} had been published before" if known else ""))

    def _wait(self, wait: Wait) -> None:
        self._tell_once(wait.line)

    def _tell_once(self, line: str) -> None:
        if line != self._told:
            _problem(line)
        self._told = line


def _line(text: str) -> None:
    typer.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}")


def _problem(text: str) -> None:
    typer.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}", err=True)


def _end(number: int, frame: object) -> None:
    sys.exit(0)
