"""Noticing that the clock of the Redis server went back."""

import time


class ServerClock:
    """Compares what a server says of its time with what passed here."""

    def __init__(self, tolerance: float) -> None:
        """`tolerance` is in seconds; a clock that went back by less does not matter."""
        self._tolerance = tolerance
        self._ahead: float | None = None

    def went_back(self, now: float, newest: float) -> bool:
        """Whether the time that the server gives, `now`, is earlier than it should be. All times are in seconds.

        At the first call that is so if its `newest` entry was added later than now; then, if less has passed there
        than here.
        """
        ahead = now - time.monotonic()
        before, self._ahead = self._ahead, ahead
        lost = newest - now if before is None else before - ahead
        return lost > self._tolerance
