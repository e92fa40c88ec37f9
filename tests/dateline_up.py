"""`dateline up` as people run it, in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UP = [sys.executable, "-m", "services.console", "up"]
SERVICES = {"ingest", "enrich", "store"}


@contextmanager
def running_up(data_dir: Path, **environment: str) -> "Iterator[subprocess.Popen[str]]":
    environment = {**os.environ, "DATELINE_DATA_DIR": str(data_dir), **environment}
    pipe = subprocess.PIPE
    with subprocess.Popen(UP, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate()  # while anybody still writes, somebody reads


def until_started(process: "subprocess.Popen[str]") -> list[str]:
    """Its lines up to the one in which the last of the three services says that it has started."""
    lines: list[str] = []
    started: set[str] = set()
    assert process.stdout
    while started != SERVICES:
        lines.append(process.stdout.readline())
        told = json.loads(lines[-1])
        if told["event"] == "service.started":
            started.add(told["service"])
    return lines
