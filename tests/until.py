"""Waiting for what a server tells nobody by itself."""

import time
from collections.abc import Callable

from redis.exceptions import RedisError


def until(holds: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Look again and again until it holds; a server that does not answer yet is asked again."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except RedisError:
            pass
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
