"""The probes and metrics over HTTP, from a thread of their own: they answer while the service works."""

import json
import logging
import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import BoundedSemaphore, Thread, Timer
from typing import Any
from urllib.parse import urlsplit

from prometheus_client.exposition import choose_encoder

from services.wire.events import Event
from services.wire.health.health import Health
from services.wire.health.metrics import REGISTRY
from services.wire.health.settings import HealthSettings
from services.wire.logs import log

_AT_ONCE = 16
_PATIENCE = 5  # seconds for a client that says nothing
_LONGEST = 10  # seconds for a request and its answer, however the client spreads them


def serve(health: Health, settings: HealthSettings) -> None:
    """Answer on the port that is set, if one is, for as long as the process lives.

    If that can't be had, a log line says so, no more.
    """
    host, port = settings.health_host, settings.health_port
    if port is None:
        return
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        server = _Server(health, host, port)
    except (OSError, UnicodeError) as error:  # the latter for what can't be a name of a host
        log(Event.HEALTH_UNAVAILABLE, level=logging.WARNING, url=address, why=str(error))
    else:
        Thread(target=server.serve_forever, name="health", daemon=True).start()
        log(Event.HEALTH_SERVED, url=address)


class _Server(ThreadingTCPServer):
    """A thread for each request, and no more than a few of them."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64  # of connections; one that finds it full waits for seconds

    def __init__(self, health: Health, host: str, port: int) -> None:
        self.health = health
        self._places = BoundedSemaphore(_AT_ONCE)
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        super().__init__((host, port), _Answer)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401 - as socketserver has them
        """Whether there is a place for one more; the connection is closed otherwise."""
        return self._places.acquire(blocking=False)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - likewise
        """Answer one request."""
        ending = Timer(_LONGEST, _hang_up, (request,))
        ending.daemon = True
        ending.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            ending.cancel()
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - likewise
        """Called with an error that an answer met: a client that is gone is none."""
        error = sys.exception()
        if not isinstance(error, OSError):
            log(Event.LIBRARY_WARNING, level=logging.WARNING, logger=__name__, why=repr(error))


def _hang_up(request: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        request.shutdown(socket.SHUT_RDWR)


class _Answer(BaseHTTPRequestHandler):
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  # made by no other
    timeout = _PATIENCE
    server_version, sys_version = "dateline", ""  # which Python it is concerns nobody

    def do_GET(self) -> None:
        """Answer GET, and HEAD with the same head."""
        match urlsplit(self.path).path:
            case "/livez":
                self._probe(self.server.health.not_alive())
            case "/readyz":
                self._probe(self.server.health.not_ready())
            case "/metrics":
                encode, content_type = choose_encoder(self.headers.get("Accept", ""))
                self._send(HTTPStatus.OK, content_type, encode(REGISTRY))
            case _:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"/livez, /readyz, /metrics\n")

    do_HEAD = do_GET

    def _probe(self, wrong: dict[str, str]) -> None:
        status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
        told = {"status": "red" if wrong else "green", **wrong}
        self._send(status, "application/json", json.dumps(told).encode() + b"\n")

    def _send(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody wants to read of each probe."""
