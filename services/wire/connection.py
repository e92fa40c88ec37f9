"""Connections to Redis that are patient with it."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import EqualJitterBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, ReadOnlyError, TimeoutError


def connect(url: str) -> Redis:
    """A client for the server at `url`; it connects at the first command."""
    return Redis.from_url(url, retry=patient_retry())  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs


def patient_retry() -> Retry:
    """How every client of a service tries again: a read-only or restarting server is not asked in a hot loop."""
    return Retry(
        EqualJitterBackoff(cap=2, base=0.2),
        retries=3,
        supported_errors=(ConnectionError, TimeoutError, BusyLoadingError, ReadOnlyError),
    )
