"""Waiting, visibly, until there is room for more articles."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from redis.exceptions import RedisError

from services.console.shards import Shard
from services.wire.delivery.backlog import answered, question
from services.wire.delivery.settings import PressureSettings
from services.wire.delivery.water_marks import LOOK, WaterMarks
from services.wire.redis_errors import what_redis_says


@dataclass(frozen=True, slots=True)
class Wait:
    """Why publishing waits: `line` stays the same for as long as the reason does, `now` says where it stands."""

    line: str
    now: str


class Room:
    """What the stream of a service can take. `on_wait` hears once a second why it is waited for."""

    def __init__(
        self, shard: Shard, settings: PressureSettings, on_wait: Callable[[Wait], None], service: str = "ingest"
    ) -> None:
        self._shard = shard
        self._service = service
        self._high, self._low = settings.high_water, settings.low
        self._marks = WaterMarks(self._high, self._low)
        self._on_wait = on_wait

    def wait_for(self, articles: int) -> None:
        """Return once the service is not too far behind for so many more. Raises redis.RedisError."""
        self._marks.added(articles)
        while self._marks.due() or self._marks.over:
            service, most, prefix = self._service, f"{self._high:,} articles or more", self._shard.prefix
            found = answered(service, self._shard.redis.eval(*question(service, prefix)))
            self._marks.seen(found.to_do)
            if not self._marks.over:
                return
            if found.consumers:
                line = f"waiting: {prefix}{service} has {most} to do; going on at {self._low:,}"
            else:
                unread = f"waiting: {most} are on {prefix}{found.stream}, and nothing reads it yet"
                line = f"{unread}: see whether {prefix}{service} runs"
            self._pause(Wait(line, f"waiting for {prefix}{service}: {found.to_do:,} to do"))

    def wait_out(self, error: RedisError) -> None:
        """Let some time pass after Redis has refused articles because it is full, or still loading its data."""
        self._pause(Wait(f"waiting: {what_redis_says(error, self._shard.url)}", "waiting for Redis"))

    def _pause(self, wait: Wait) -> None:
        self._on_wait(wait)
        time.sleep(LOOK)
