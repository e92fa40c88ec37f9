"""A Redis that has on disk whatever it confirms, and that a trial can kill and start again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import docker
import redis_server
from redis import Redis
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from services.console import embedded

_ALWAYS = ("--appendfsync", "always")


class Server(Protocol):
    """A redis-server with one directory and one port, however often it is started."""

    url: str

    def kill(self) -> None:
        """End it as a power cut would."""
        ...

    def start(self) -> None:
        """Start it again, and return when it answers."""
        ...


RunServer = Callable[[Path], AbstractContextManager[Server]]
"""Runs a server within a block. The directory is for it alone."""


@dataclass
class _Process:
    directory: Path
    binary: str
    running: redis_server.RedisServer

    @property
    def url(self) -> str:
        return self.running.url

    def kill(self) -> None:
        self.running.kill()

    def start(self) -> None:
        self.running = redis_server.start(self.directory, self.running.port, *_ALWAYS, binary=self.binary)


@contextmanager
def process(directory: Path, binary: str) -> Iterator[Server]:
    """A server as a process."""
    server = _Process(directory, binary, redis_server.start(directory, 0, *_ALWAYS, binary=binary))
    try:
        yield server
    finally:
        server.running.stop()


@dataclass
class _Container:
    url: str
    container: docker.models.containers.Container

    def kill(self) -> None:
        self.container.kill()
        self.container.wait()

    def start(self) -> None:
        self.container.start()
        with Redis.from_url(self.url, retry=Retry(ExponentialBackoff(0.1), 30, (RedisError,))) as redis:
            redis.ping()


@contextmanager
def container(image: str) -> Iterator[Server]:
    """A server in a container, on this machine's own network: a port that Docker forwards changes at each start."""
    port = embedded.free_port(0)
    command = [*embedded.command("redis-server", Path("/data"), port), *_ALWAYS]
    with closing(docker.from_env()) as engine:
        made = engine.containers.create(image, command, network_mode="host")
        try:
            server = _Container(f"redis://127.0.0.1:{port}/0", made)
            server.start()
            yield server
        finally:
            made.remove(force=True, v=True)
