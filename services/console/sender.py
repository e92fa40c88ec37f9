"""Adding messages to a stream, many in one round trip."""

from collections.abc import Callable
from typing import cast

from redis import Redis
from redis.exceptions import BusyLoadingError, ConnectionError, OutOfMemoryError, RedisError, TimeoutError

from services.console.room import Room
from services.wire.delivery.entry import Entry
from services.wire.streams import BODY

_MOST_ENTRIES = 200
_MOST_BYTES = 4_000_000

_ADD = """#!lua
local ids = {}
for at = 2, #ARGV do
  ids[at - 1] = redis.call('XADD', KEYS[1], '*', ARGV[1], ARGV[at])
end
return ids
"""  # all or none: a server at maxmemory could refuse one message alone and take the next, which may be its correction


class Sender:
    """Holds messages back until there are enough for a round trip, and sends them when there is room.

    `sent` counts those that Redis has confirmed, `unsure` those on their way.
    """

    def __init__(self, redis: Redis, room: Room, on_sent: Callable[[Entry], None], key: str) -> None:
        """`key` is that of the stream in Redis."""
        self.sent = self.unsure = 0
        self._add = redis.register_script(_ADD)
        self._room = room
        self._on_sent = on_sent
        self._key = key
        self._held: list[bytes] = []
        self._bytes = 0

    def add(self, payload: bytes) -> None:
        """Send a message, now or with the next ones. Raises redis.RedisError."""
        self._held.append(payload)
        self._bytes += len(payload)
        if len(self._held) >= _MOST_ENTRIES or self._bytes >= _MOST_BYTES:
            self.flush()

    def flush(self) -> None:
        """Send what is held back. Raises redis.RedisError."""
        held, self._held, self._bytes = self._held, [], 0
        if not held:
            return None
        while True:
            try:
                self._room.wait_for(len(held))
                return self._send(held)
            except (OutOfMemoryError, BusyLoadingError) as error:
                self._room.wait_out(error)

    def _send(self, held: list[bytes]) -> None:
        self.unsure = len(held)
        try:
            ids = cast("list[bytes]", self._add([self._key], [BODY, *held]))
        except RedisError as error:
            if isinstance(error, BusyLoadingError) or not isinstance(error, ConnectionError | TimeoutError):
                self.unsure = 0  # it has answered: none went in
            raise
        self.unsure = 0
        self.sent += len(held)
        for id_, payload in zip(ids, held, strict=True):
            self._on_sent(Entry(id_.decode(), {BODY.encode(): payload}))
