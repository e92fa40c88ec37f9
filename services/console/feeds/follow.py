"""Following feeds: each look is a thread of its own, so that a server that is slow holds up few others."""

import heapq
import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

from services.console.feeds.backoff import pause
from services.console.feeds.errors import FetchError
from services.console.feeds.fetch import shown
from services.console.feeds.http import LIMITS, Limits
from services.console.feeds.look import Look, look
from services.console.feeds.state import FeedState
from services.console.readers.found import BadContent, printable

AT_ONCE = 16
"""Feeds that are looked at at the same time: no more threads and answers in memory, however many are followed."""

Result = Look | Exception | None
Publish = Callable[[str, Look], None]
Tell = Callable[[str], None]


@dataclass
class Feed:
    """A feed that is followed. `failures` are those in a row, `told` is the last of them that people were told of.

    `moved` is the new address that they were told of.
    """

    url: str
    failures: int = 0
    told: str | None = None
    moved: str | None = None

    @property
    def name(self) -> str:
        """Its address for people: without a password, and safe for a terminal."""
        return printable(shown(self.url))


class Following:
    """Looks at feeds, has what is new published, and remembers it afterwards: what is interrupted is done again.

    `publish` gets the name of a feed and what is new in it, and returns when Redis has it all; `tell` gets lines for
    people. With `private`, feeds may lie in this network.
    """

    def __init__(
        self, state: FeedState, publish: Publish, tell: Tell, *, private: bool, limits: Limits = LIMITS
    ) -> None:
        self._state = state
        self._publish = publish
        self._tell = tell
        self._private = private
        self._limits = limits
        self._waiting = deque[Feed]()
        self._under_way = 0
        self._results = SimpleQueue[tuple[Feed, Result]]()

    def once(self, urls: Sequence[str]) -> bool:
        """Look at each feed once; whether all could be read. Raises what `publish` raises, sqlite3.Error."""
        for url in urls:
            self._begin(Feed(url))
        fine = True
        for _ in urls:
            feed, result = self._next_result()
            fine = self._take(feed, result) and fine
            if result is None:
                self._tell(f"{feed.name}: nothing new")
        return fine

    def on_and_on(self, urls: Sequence[str], every: float) -> None:
        """Look at the feeds every so many seconds, until none is left. Raises what `publish` raises, sqlite3.Error."""
        due = [(0.0, number, Feed(url)) for number, url in enumerate(urls)]
        left = len(due)
        while left:
            while due and due[0][0] <= time.monotonic():
                self._begin(heapq.heappop(due)[2])
            try:
                wait = max(0.0, due[0][0] - time.monotonic()) if due else None
                feed, result = self._next_result(wait)
            except Empty:
                continue
            self._take(feed, result)
            if isinstance(result, FetchError) and result.gone:
                self._tell(f"{feed.name}: gone for good, as its server says: it is not looked at any more")
                left -= 1
                continue
            asked = result.retry_after if isinstance(result, FetchError) else None
            rest = pause(every, feed.failures, asked, random.random())
            heapq.heappush(due, (time.monotonic() + rest, urls.index(feed.url), feed))

    def _begin(self, feed: Feed) -> None:
        self._waiting.append(feed)
        self._fill_up()

    def _next_result(self, timeout: float | None = None) -> tuple[Feed, Result]:
        """What a look has found. Raises queue.Empty."""
        found = self._results.get(timeout=timeout)
        self._under_way -= 1
        self._fill_up()
        return found

    def _fill_up(self) -> None:
        while self._waiting and self._under_way < AT_ONCE:
            self._under_way += 1
            self._look_at(self._waiting.popleft())

    def _look_at(self, feed: Feed) -> None:
        remembered = self._state.remembered(feed.url)

        def work() -> None:
            try:
                result: Result = look(feed.url, remembered, private=self._private, limits=self._limits)
            except Exception as error:  # what nobody foresaw is raised by who waits for the result
                result = error
            self._results.put((feed, result))

        Thread(target=work, daemon=True).start()  # a server that hangs must not keep Ctrl-C from ending this

    def _take(self, feed: Feed, result: Result) -> bool:
        """Publish and remember what a look found, or tell what went wrong; whether nothing did."""
        if isinstance(result, Exception) and not isinstance(result, FetchError | BadContent):
            raise result
        feed.failures = feed.failures + 1 if isinstance(result, FetchError) else 0
        if isinstance(result, Exception):
            if str(result) != feed.told:
                self._tell(f"{feed.name}: {result}")
            feed.told = str(result)
            return False
        if feed.told:
            self._tell(f"{feed.name}: can be read again")
        feed.told = None
        if result:
            if result.moved and result.moved != feed.moved:
                self._tell(f"{feed.name}: has moved for good: use {printable(result.moved)} from now on")
            feed.moved = result.moved
            self._publish(feed.name, result)
            self._state.remember(feed.url, result.validators, result.items)
        return True
