"""An address that leads to a Redis, can be led to another, and counts the commands that pass."""

import socket
import time
from contextlib import suppress
from threading import Thread
from typing import Self

import hiredis


class Forwarder:
    """Passes connections on to 127.0.0.1 and the port it leads to."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._commands: list[float] = []

    @property
    def url(self) -> str:
        """The address, for a client of Redis."""
        return f"redis://127.0.0.1:{self._listening.getsockname()[1]}/0"

    def lead_to(self, port: int) -> None:
        """Pass new connections on to another port; those that are open break."""
        self._port = port
        self._hang_up()

    def passed(self, since: float, until: float) -> int:
        """How many commands passed between two moments of time.monotonic()."""
        return sum(since < moment < until for moment in self._commands)

    def _accept(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                caller, _ = self._listening.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._port))
                except OSError:
                    caller.close()
                    continue
                self._open += [caller, server]
                Thread(target=self._pass_on, args=[caller, server, hiredis.Reader()], daemon=True).start()
                Thread(target=self._pass_on, args=[server, caller, None], daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, reader: hiredis.Reader | None) -> None:
        with suppress(OSError):
            while received := source.recv(65536):
                if reader:
                    self._count(reader, received)
                target.sendall(received)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _count(self, reader: hiredis.Reader, received: bytes) -> None:
        reader.feed(received)
        while reader.gets() is not False:
            self._commands.append(time.monotonic())

    def __enter__(self) -> Self:
        Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)  # which ends the waiting for a caller; closing alone would not
        self._listening.close()
        self._hang_up()

    def _hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
