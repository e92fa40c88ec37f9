"""Following what changes in the database: at once where Redis tells, and else within two seconds."""

import select
import time
from collections.abc import Callable, Iterator
from errno import EPIPE
from functools import cache
from typing import cast

import typer
from redis import Redis
from redis.exceptions import RedisError

from services.console.redis_address import redis_address
from services.console.refusal import Refusal
from services.store.protocol import ArticleStore, Change
from services.wire.connection import connect_blocking
from services.wire.failures import Transient
from services.wire.settings import Settings
from services.wire.streams import STORED

_LOOK = 2.0
"""Seconds after which the database is looked at, whatever Redis says."""

_WATCH = 0.5
"""Seconds after which it is noticed that nobody reads any more."""

_PAGE = 100
"""Changes that are read at once."""

# Kept for good, one for each address: where Python takes such a client down, it swallows a Ctrl-C that comes just then.
_connected = cache(connect_blocking)


def changes(store: ArticleStore, since: int, *, revisions: bool) -> Iterator[Change]:
    """What has changed after the change `since` by now.

    Nothing in the database waits for whoever takes them, however slowly: each page is read before it is given.
    """
    last = store.last_change()
    while since < last and (page := store.changes(since, _PAGE, revisions=revisions)):
        yield from page
        since = page[-1].sequence


def follow(store: ArticleStore, since: int, *, revisions: bool, wait: Callable[[], None]) -> Iterator[Change]:
    """What changed after the change `since`, and on and on what changes; in between, `wait` is called.

    A database that is away is waited for. Raises UnusableDatabase.
    """
    away = False
    while True:
        try:
            for change in changes(store, since, revisions=revisions):
                yield change
                since = change.sequence
            away = False
        except Transient as error:
            if not away:
                typer.echo(f"dateline: {error}: waiting for it", err=True)
            away = True
        wait()


class Announcements:
    """What is said on articles.stored, for a command that writes to `output`, a file descriptor."""

    def __init__(self, output: int) -> None:
        self._output = select.poll()
        self._output.register(output, 0)  # which leaves the news that the reader is gone
        self._redis: Redis | None = None
        self._prefix = Settings().prefix
        self._stream = self._prefix + STORED
        self._last = "0-0"

    def wait(self) -> None:
        """Until something may have changed. Raises BrokenPipeError once nobody reads what is written."""
        until = time.monotonic() + _LOOK
        while not self._heard() and time.monotonic() < until:
            if self._output.poll(0):
                raise BrokenPipeError(EPIPE, "nobody reads what is written")

    def _heard(self) -> bool:
        """Whether something was announced in a little while, or could have been without us."""
        try:
            if self._redis is None:
                self._redis = _connected(redis_address(), self._prefix)
            elif not self._redis.xread({self._stream: self._last}, count=1, block=round(_WATCH * 1000)):
                return False
            self._last = self._newest(self._redis)
        except (RedisError, Refusal):
            self._redis = None
            time.sleep(_WATCH)
            return False
        return True

    def _newest(self, redis: Redis) -> str:
        """The id of the newest announcement. Those up to it are of changes that the next look at the database shows."""
        found = cast("list[tuple[bytes, object]]", redis.xrevrange(self._stream, count=1))
        return found[0][0].decode() if found else "0-0"
