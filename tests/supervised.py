"""`dateline up` with small programs in place of the services, as a process of its own that a test can signal."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from services.console import supervisor
from services.console.embedded import embedded
from services.wire.logs import configure

SAY = """import json, os
def say(event, **facts):
    os.write(1, (json.dumps({"event": event, **facts}) + "\\n").encode())
"""
"""The beginning of a program that says things, each in one write, since all share one pipe."""


class Supervised:
    """The running process. Its log lines and what its programs print come from one pipe."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def next(self, event: str) -> dict[str, Any]:
        """The next line of that event; waits for it. Fails if the process ends before."""
        assert self.process.stdout
        for line in self.process.stdout:
            if (told := json.loads(line))["event"] == event:
                return told
        raise AssertionError(f"ended ({self.process.wait()}) without another {event}")

    def signal(self, which: signal.Signals) -> None:
        """Signal the whole process group, as a terminal does."""
        os.killpg(self.process.pid, which)

    def rest(self) -> list[dict[str, Any]]:
        """All lines that are still to come, up to the end of the process and of all that write to its pipe."""
        assert self.process.stdout
        return [json.loads(line) for line in self.process.stdout]


@contextmanager
def supervised(
    programs: Mapping[str, str],
    *,
    grace: float = 20,
    pauses: tuple[float, float] = (0.05, 30),
    data_dir: Path | None = None,
    wrapper: Sequence[str] = (),
) -> Iterator[Supervised]:
    """Supervise Python `programs` (name -> source), with an embedded Redis if there is a `data_dir`.

    `wrapper` is a command that runs it, such as nohup.
    """
    told = json.dumps([programs, grace, pauses, str(data_dir) if data_dir else None])
    command = [*wrapper, sys.executable, __file__, told]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            yield Supervised(process)
        finally:
            process.terminate()
            process.communicate()  # while anybody still writes, somebody reads


def _main(programs: dict[str, str], grace: float, pauses: tuple[float, float], data_dir: str | None) -> None:
    configure("up", "test")
    supervisor.FIRST_PAUSE, supervisor.LONGEST_PAUSE = pauses
    with (
        supervisor.Signals() as signals,
        embedded(Path(data_dir)) if data_dir else nullcontext((None, None)) as (_, server),
    ):
        services = [
            supervisor.Child(supervisor.Program(name, [sys.executable, "-c", source]))
            for name, source in programs.items()
        ]
        sys.exit(supervisor.REFUSED if supervisor.supervise(services, server, signals, grace) else 0)


if __name__ == "__main__":
    _main(*json.loads(sys.argv[1]))
