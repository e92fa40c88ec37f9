"""The consumers of a group: who lives, and who will never come back."""

from importlib.resources import files

from redis.asyncio import Redis

_CONSUMERS = (files("services.wire.delivery") / "consumers.lua").read_text()


async def remove_gone(redis: Redis, stream: str, group: str, consumer: str, silence: float) -> list[str]:
    """Say that `consumer` lives, and remove others with nothing pending that didn't for `silence` seconds.

    The names of those removed. One that lives after all loses nothing: Redis makes it again when it next reads.
    A missing group has none. Raises redis.RedisError.
    """
    removed: list[bytes] = await redis.eval(_CONSUMERS, 1, stream, group, consumer, int(silence * 1000))
    return [name.decode() for name in removed]
