"""The whole pipeline at work for as long as a command needs it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from services.console.data_lock import running
from services.console.refusal import Refusal
from services.console.supervisor import Program, end, start
from services.console.up_settings import UpSettings

Check = Callable[[], None]
"""Raises Refusal if there is no point in waiting any longer."""


@contextmanager
def pipeline(settings: UpSettings, logs: Path, deadline: float) -> Generator[tuple[str, Check]]:
    """The URL of a Redis with all services at work: of the `up` that runs on the data directory, else of a new one.

    A new one ends with the block; what it says is added to the file `logs`. Waits for it until `deadline`, by the
    monotonic clock. Raises Refusal if it doesn't come up; the check that it gives does so if it has ended since.
    """
    if not settings.redis_url and (found := running(settings.data_dir)):
        yield _url(settings, found.pid, deadline, lambda: None), lambda: None
        return
    logs.parent.mkdir(parents=True, exist_ok=True)
    up = Program("up", [sys.executable, "-m", "services.console", "up"], at_death=signal.SIGTERM)
    with logs.open("ab") as log:
        process = start(up, stdout=log.fileno())
    try:
        check = _still_runs(process, logs)
        yield settings.redis_url or _url(settings, process.pid, deadline, check), check
    finally:
        end(process, settings.grace + 30)


def _url(settings: UpSettings, pid: int, deadline: float, check: Check) -> str:
    while time.monotonic() < deadline:
        check()
        found = running(settings.data_dir)
        if found and found.pid == pid and found.url:
            return found.url
        time.sleep(0.05)
    raise Refusal(f"Redis in {settings.data_dir} does not come up: see {settings.data_dir / 'redis.log'}", code=3)


def _still_runs(process: "subprocess.Popen[bytes]", logs: Path) -> Check:
    def check() -> None:
        if process.poll() is not None:
            lines = logs.read_text(errors="replace").strip().split("\n")
            why = next((line for line in reversed(lines) if line.startswith("dateline: ")), lines[-1])
            raise Refusal(f"dateline up has ended ({why.removeprefix('dateline: ')}): see {logs}")

    return check
