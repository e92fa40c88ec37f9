"""Spreading articles over several pipelines, each article always to the same one."""

import hashlib
from collections.abc import Callable, Sequence

from services.console.room import Room, Wait
from services.console.sender import Sender
from services.console.shards import Shard
from services.console.told import tellers
from services.wire.delivery.entry import Entry
from services.wire.delivery.settings import PressureSettings
from services.wire.streams import BODY, RAW


class Spread:
    """A sender to one pipeline or several. Methods raise redis.RedisError; with several, making it WrongSources."""

    def __init__(
        self, shards: Sequence[Shard], on_wait: Callable[[Wait], None], on_sent: Callable[[Entry], None]
    ) -> None:
        settings = PressureSettings()
        self._senders = {
            shard.prefix: Sender(shard.redis, Room(shard, settings, on_wait), on_sent, shard.prefix + RAW)
            for shard in shards
        }
        self._tell = tellers()[RAW] if len(shards) > 1 else None

    @property
    def sent(self) -> int:
        """How many messages Redis has confirmed."""
        return sum(sender.sent for sender in self._senders.values())

    @property
    def unsure(self) -> int:
        """How many were on their way when sending failed."""
        return sum(sender.unsure for sender in self._senders.values())

    def add(self, payload: bytes) -> None:
        """Send a message, now or with the next ones."""
        self._senders[self._prefix_for(payload)].add(payload)

    def flush(self) -> None:
        """Send what is held back."""
        for sender in self._senders.values():
            sender.flush()

    def _prefix_for(self, payload: bytes) -> str:
        if not self._tell:
            return next(iter(self._senders))
        # The id is known only once the article is clean: ingest does that again. What it can't read dies anywhere.
        told = self._tell(Entry("0-1", {BODY.encode(): payload}))
        return choose(told.id.encode() if told else payload, list(self._senders))


def choose(key: bytes, prefixes: Sequence[str]) -> str:
    """The prefix with the highest hash together with the key (rendezvous hashing).

    Their order does not matter, and where one is added, only what goes to that one moves.
    """
    return max(prefixes, key=lambda prefix: hashlib.sha256(prefix.encode() + b"\0" + key).digest())
