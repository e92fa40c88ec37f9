"""Holding on to entries while working on them, giving them up, and taking over those of workers that are gone."""

from collections.abc import Iterable
from importlib.resources import files

from redis.asyncio import Redis

from services.wire.delivery.clock import ServerClock
from services.wire.delivery.entry import Entry

_FOLDER = files("services.wire.delivery")


class Ownership:
    """What one consumer does with its claim on pending entries of one stream. Methods raise redis.RedisError."""

    def __init__(self, redis: Redis, *, stream: str, group: str, consumer: str, min_idle: float) -> None:
        """`min_idle` is in seconds: the silence after which an entry may be taken over."""
        self._stream = stream
        self._group = group
        self._consumer = consumer
        self._min_idle = int(min_idle * 1000)
        self._clock = ServerClock(tolerance=min_idle)
        self._script = redis.register_script((_FOLDER / "ownership.lua").read_text())
        self._claim = redis.register_script((_FOLDER / "claim.lua").read_text())
        self._reset_idle_times = redis.register_script((_FOLDER / "clock.lua").read_text())
        self._farewell = redis.register_script((_FOLDER / "farewell.lua").read_text())

    async def renew(self, ids: Iterable[str]) -> int:
        """Say that these entries are still being worked on; how many of them still belong to this consumer."""
        return await self._ask("renew", ids)

    async def hand_back(self, ids: Iterable[str]) -> int:
        """Let others take these entries at once, as if they had not been delivered; how many were handed back."""
        return await self._ask("hand-back", ids)

    async def give_up(self, ids: Iterable[str]) -> int:
        """Let others take these entries at once, one by one, since they may be to blame; how many were given up."""
        return await self._ask("give-up", ids)

    async def hand_back_all_but(self, in_hand: Iterable[str]) -> int:
        """Hand back what is pending for this consumer and not in hand; how many entries that were.

        There are some where a reply was lost. Where nothing is pending, the consumer is taken off the group, which
        makes it again with its next read.
        """
        return await self._farewell([self._stream], [self._group, self._consumer, self._min_idle + 1, *in_hand])

    async def take_over(self, most: int) -> list[Entry]:
        """Claim entries of workers that have been silent for too long.

        Up to `most` that were handed back, or a single one that was in hand when its worker died: that runs alone.
        """
        now, newest, claimed = await self._claim([self._stream], [self._group, self._consumer, self._min_idle, most])
        if self._clock.went_back(now / 1000, newest / 1000):
            await self._reset_idle_times([self._stream], [self._group])
        return [
            Entry.of(id_, dict(zip(flat[::2], flat[1::2], strict=True)), deliveries)
            for (id_, flat), deliveries in claimed
        ]

    async def _ask(self, operation: str, ids: Iterable[str]) -> int:
        return await self._script([self._stream], [self._group, self._consumer, operation, self._min_idle + 1, *ids])
