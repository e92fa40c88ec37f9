"""High and low water: when a stage is far enough behind that those before it have to wait, and when no longer."""

import time

LOOK = 1.0
"""Seconds after which what was seen is old."""

_SHARE = 8


class WaterMarks:
    """Says whether the next stage has too much to do: from the high mark on, until it has come down to the low one.

    It is asked seldom: once a second, or when an eighth of the room that was seen last is used up. So up to eight
    workers that fill a stream together stay below the mark, but for the batches they have in hand.
    """

    def __init__(self, high: int, low: int) -> None:
        """Both count entries that wait or are in hand."""
        self.over = False
        self._high = high
        self._low = low
        self._room = 0
        self._added = 0
        self._seen = float("-inf")

    def added(self, entries: int) -> None:
        """Note that so many entries went to the next stage."""
        self._added += entries

    def due(self) -> bool:
        """Whether it is time to look again."""
        used_up = not self.over and self._added >= self._room / _SHARE
        return used_up or time.monotonic() >= self._seen + LOOK

    def seen(self, to_do: int) -> bool:
        """Note how much the next stage has to do; whether it is `over` now and wasn't, or the other way round."""
        before = self.over
        self.over = to_do > self._low if before else to_do >= self._high
        self._room = max(self._high - to_do, 0)
        self._added = 0
        self._seen = time.monotonic()
        return self.over != before
