"""Holding on to entries while working on them, handing them back, and taking over those of workers that are gone."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any, cast

from redis.asyncio import Redis

from services.wire.delivery.entry import Entry

_FOLDER = files("services.wire.delivery")


class Ownership:
    """What one consumer does with its claim on pending entries of one stream."""

    def __init__(self, redis: Redis, *, stream: str, group: str, consumer: str, min_idle: float) -> None:
        """`min_idle` is in seconds: the silence after which an entry may be taken over."""
        self._redis = redis
        self._stream = stream
        self._group = group
        self._consumer = consumer
        self._min_idle = int(min_idle * 1000)
        self._script = redis.register_script((_FOLDER / "ownership.lua").read_text())
        self._farewell = redis.register_script((_FOLDER / "farewell.lua").read_text())

    async def renew(self, ids: Iterable[str]) -> int:
        """Say that these entries are still being worked on; how many of them still belong to this consumer."""
        return await self._script([self._stream], [self._group, self._consumer, "renew", *ids])

    async def hand_back(self, ids: Iterable[str]) -> int:
        """Let others take these entries at once, as if they had not been delivered; how many were handed back."""
        return await self._script([self._stream], [self._group, self._consumer, self._min_idle + 1, *ids])

    async def leave(self) -> None:
        """Take this consumer off the group, unless something is pending for it."""
        await self._farewell([self._stream], [self._group, self._consumer])

    async def take_over(self) -> Entry | None:
        """Claim one entry of a worker that has been silent for too long, if there is one.

        One at a time: a claim counts as a delivery, and it must count only for an entry that will really run.
        """
        pending: list[dict[str, Any]] = await self._redis.xpending_range(
            self._stream, self._group, "-", "+", 1, idle=self._min_idle
        )
        for silent in pending:
            id_: bytes = silent["message_id"]
            claimed = cast(
                "list[tuple[bytes, dict[bytes, bytes]]]",
                await self._redis.xclaim(self._stream, self._group, self._consumer, self._min_idle, [id_]),
            )
            for claimed_id, fields in claimed:
                return Entry(claimed_id.decode(), fields, deliveries=silent["times_delivered"] + 1)
        return None
