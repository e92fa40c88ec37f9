"""What running services say: their log lines, kept in the order in which they come."""

import json
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import Any

from services.wire.events import Event

Line = Mapping[str, Any]

NOT_JSON = "not JSON"
"""The event of a line that is no log line: what it says stands in `line`."""


@dataclass
class ServiceLog:
    """The lines of all processes that it listens to. Each line has its process id as `pid`."""

    lines: list[Line] = field(default_factory=list)
    _told: Condition = field(default_factory=Condition)

    def listen(self, process: "subprocess.Popen[bytes]") -> Thread:
        """Keep what the process writes to its standard output; the thread that does so ends after the process."""
        thread = Thread(target=self._listen, args=[process], daemon=True)
        thread.start()
        return thread

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout
        for said in process.stdout:
            line = {**_read(said), "pid": process.pid}
            with self._told:
                self.lines.append(line)
                self._told.notify_all()

    def until(self, event: Event, times: int = 1, seconds: float = 30, since: int = 0, **facts: object) -> Line:
        """Wait until an event, with these facts, has been logged so many times; the line that made it so many.

        `since` leaves out so many of the first lines.
        """
        wanted = {"event": event, **facts}.items()
        deadline = time.monotonic() + seconds
        found, looked_at = 0, since
        while True:
            with self._told:
                while len(self.lines) == looked_at:
                    in_time = self._told.wait(max(deadline - time.monotonic(), 0))
                    assert in_time, f"{dict(wanted)} was logged {found} times, not {times}, within {seconds} s"
            for line in self.lines[looked_at:]:
                looked_at += 1
                found += wanted <= line.items()
                if found == times:
                    return line

    def noise(self) -> list[str]:
        """What was written that is no log line."""
        return [line["line"] for line in self.lines if line["event"] == NOT_JSON]


def _read(line: bytes) -> dict[str, Any]:
    try:
        return json.loads(line)
    except ValueError:
        return {"event": NOT_JSON, "service": None, "line": line.decode(errors="replace")}
