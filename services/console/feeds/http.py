"""One request by HTTP, within bounds of time and size, to an address that was looked at before."""

import ssl
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from socket import SHUT_RDWR, socket
from threading import Timer
from urllib.parse import SplitResult

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from services.console.feeds.errors import FetchError

MOST_BYTES = 64 * 1024 * 1024
"""The most that an answer may have, unpacked."""

USER_AGENT = f"dateline/{version('dateline')} (newswire pipeline; reads feeds)"
_PIECE = 1 << 16
_NO_CONNECTION = (urllib3.exceptions.ConnectTimeoutError, urllib3.exceptions.NewConnectionError)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server may take, in seconds: to connect or between two signs of life, and for the whole answer."""

    silence: float = 20
    whole: float = 120


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. The names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


def port_of(url: SplitResult) -> int:
    """The port that a URL means. Raises FetchError where it states one that is none."""
    try:
        return url.port or _PORTS[url.scheme]
    except ValueError as error:
        raise FetchError("no port in its address") from error


def get(url: SplitResult, addresses: list[str], headers: Mapping[str, str], limits: Limits) -> Answer:
    """Ask the first of `addresses` that takes a connection. Follows no redirect. Raises FetchError."""
    deadline = time.monotonic() + limits.whole
    for address in addresses:
        connection = _connection(url, address, limits)
        try:
            connection.connect()
            with _held_until(deadline, connection.sock):
                answer = _answer(connection, url, headers)
            if time.monotonic() >= deadline:  # for HTTP, the end of a connection may be the end of an answer
                raise TimeoutError
            return answer
        except (OSError, HTTPException, ValueError, urllib3.exceptions.HTTPError) as error:
            if time.monotonic() >= deadline:
                raise FetchError(f"not answered in full within {limits.whole:g} s") from error
            if address == addresses[-1] or not isinstance(error, _NO_CONNECTION):
                raise FetchError(_reason(error, limits)) from error
        finally:
            connection.close()
    raise FetchError("no address")


def _connection(url: SplitResult, address: str, limits: Limits) -> HTTPConnection:
    port = port_of(url)
    if url.scheme == "http":
        return HTTPConnection(address, port, timeout=limits.silence)
    context = ssl.create_default_context()
    return HTTPSConnection(address, port, timeout=limits.silence, ssl_context=context, server_hostname=url.hostname)


@contextmanager
def _held_until(deadline: float, connected: socket | None) -> Generator[None]:
    """End whatever a thread waits for on a connection at `deadline`, even where a byte a second keeps it alive."""
    timer = Timer(deadline - time.monotonic(), _hang_up, (connected,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(connected: socket) -> None:
    with suppress(OSError):
        socket.shutdown(connected, SHUT_RDWR)  # that of TLS would take the keys away from who is reading


def _answer(connection: HTTPConnection, url: SplitResult, headers: Mapping[str, str]) -> Answer:
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    asked = {"Host": url.netloc.rpartition("@")[2], "User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    connection.request("GET", target, headers={**asked, **headers}, preload_content=False)
    response = connection.getresponse()
    content = bytearray()
    while piece := response.read(_PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise FetchError(f"an answer of more than {MOST_BYTES // 1024**2} MiB")
    found = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, found, bytes(content))


def _reason(error: Exception, limits: Limits) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            why = f"its certificate is not to be trusted ({error.verify_message})"
        case ssl.SSLError():
            why = f"no TLS with it ({error.reason or error})"
        case urllib3.exceptions.NewConnectionError() | ConnectionRefusedError():
            why = "the server takes no connection"
        case TimeoutError() | urllib3.exceptions.TimeoutError():
            why = f"the server has said nothing for {limits.silence:g} s"
        case urllib3.exceptions.DecodeError():
            why = "its compression is damaged"
        case ValueError() | HTTPException() if not isinstance(error, ConnectionError):
            why = "its answer is no HTTP"
        case _:
            why = "the server broke off in the middle of its answer"
    return why
