"""The enrich service, to which certain articles do harm: run in place of `dateline run enrich`.

Everything but the harm is the real service: what is tried is how delivery copes with work that kills, hangs or waits.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from services.enrich.app import build
from services.enrich.settings import EnrichSettings
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Outcome
from services.wire.delivery.service import run
from services.wire.delivery.stage import Stage, Work

KILLS, LOOPS, HOLDS, WAITS = "kills its worker", "never ends", "never lets go of the interpreter", "waits for the test"
WAIT = "TEST_DATELINE_WAIT"
"""The environment variable that names a file. Work on an article that waits goes on when the file is there."""


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _loop() -> None:
    while True:
        time.sleep(0)


def _hold() -> None:
    # Catastrophic backtracking: one call into C that no other thread of Python survives.
    re.match(r"(a|a)*$", "a" * 100 + "b")


def _wait() -> None:
    while not Path(os.environ[WAIT]).exists():
        time.sleep(0.02)


HARM = {KILLS: _kill, LOOPS: _loop, HOLDS: _hold, WAITS: _wait}


def harmful(work: Work, harm: dict[str, Callable[[], None]]) -> Work:
    """Work that does the harm an entry speaks of, before it is done."""

    def harmed(entries: Sequence[Entry]) -> list[Outcome]:
        for entry in entries:
            for mark, act in harm.items():
                if mark.encode() in entry.body():
                    act()
        return work(entries)

    return harmed


def marked() -> Stage:
    """The stage of enrich, with its model, and with harm."""
    stage = build(EnrichSettings())
    return replace(stage, work=harmful(stage.work, HARM))


if __name__ == "__main__":
    run("enrich", marked)
