"""A Redis that has on disk whatever it confirms, and that a trial can kill, stop and start again."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import redis_server


@dataclass
class Server:
    """A redis-server on one directory and one port, however often it is started. It runs within the block."""

    directory: Path
    binary: str

    @property
    def url(self) -> str:
        """Where it answers."""
        return self._running.url

    def start(self, *options: str) -> None:
        """Start it, on the same port as before. `options` are as on the command line of redis-server."""
        command = ("--appendfsync", "always", *options)
        self._running = redis_server.start(self.directory, self._port, *command, binary=self.binary)
        self._port = self._running.port

    def kill(self) -> None:
        """End it as a power cut would."""
        self._running.kill()

    def stop(self) -> None:
        """End it in good order."""
        self._running.stop()

    def __enter__(self) -> Self:
        self._port = 0
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.stop()
