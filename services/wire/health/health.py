"""Whether a service lives and whether it does its work, asked of its parts at the moment of the question."""

import asyncio
import time
from collections.abc import Callable, Mapping

BEAT = 1.0
"""Seconds between two beats of the event loop."""

SILENCE = 10.0
"""Seconds without a beat after which the event loop counts as dead."""

Sign = Callable[[], str | None]
"""Why one part of the service can't do its work; None while it can."""


class Health:
    """What the probes ask. `signs` are the parts by name; until the service has some, it is starting."""

    def __init__(self) -> None:
        self.signs: Mapping[str, Sign] = {"service": lambda: "starting"}
        self._last_beat: float | None = None

    async def beat(self) -> None:
        """Until cancelled: show that the event loop runs."""
        while True:
            self._last_beat = time.monotonic()
            await asyncio.sleep(BEAT)

    def not_alive(self) -> dict[str, str]:
        """Why the process should be started again; empty if it need not be, as before the first beat."""
        silent = time.monotonic() - self._last_beat if self._last_beat is not None else 0
        return {"event_loop": f"silent for {silent:.0f} s"} if silent > SILENCE else {}

    def not_ready(self) -> dict[str, str]:
        """Why the service does not do its work, by part; empty if it does."""
        return self.not_alive() | {name: why for name, sign in self.signs.items() if (why := sign())}
