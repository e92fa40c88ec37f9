"""One request by HTTP, within bounds of time and size, to an address that was looked at before."""

import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from socket import SHUT_RDWR
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
        expired = Timer(deadline - time.monotonic(), _hang_up, (connection,))
        expired.daemon = True
        expired.start()
        try:
            answer = _answer(connection, url, headers)
            if time.monotonic() >= deadline:  # for HTTP, the end of a connection may be the end of an answer
                raise TimeoutError
            return answer
        except (OSError, HTTPException, urllib3.exceptions.HTTPError) as error:
            if time.monotonic() >= deadline:
                raise FetchError(f"not answered in full within {limits.whole:g} s") from error
            if address == addresses[-1] or not isinstance(error, _NO_CONNECTION):
                raise FetchError(_reason(error, limits)) from error
        finally:
            expired.cancel()
            connection.close()
    raise FetchError("no address")


def _connection(url: SplitResult, address: str, limits: Limits) -> HTTPConnection:
    port = port_of(url)
    if url.scheme == "http":
        return HTTPConnection(address, port, timeout=limits.silence)
    return HTTPSConnection(
        address, port, timeout=limits.silence, ssl_context=ssl.create_default_context(),
        server_hostname=url.hostname, assert_hostname=url.hostname,
    )  # fmt: skip


def _hang_up(connection: HTTPConnection) -> None:
    """End whatever a thread waits for on this connection, even where a byte a second keeps it alive."""
    if connection.sock:
        with suppress(OSError):
            connection.sock.shutdown(SHUT_RDWR)


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
            return f"its certificate is not to be trusted ({error.verify_message})"
        case ssl.SSLError():
            return f"no TLS with it ({error.reason or error})"
        case urllib3.exceptions.NewConnectionError() | ConnectionRefusedError():
            return "the server takes no connection"
        case TimeoutError() | urllib3.exceptions.TimeoutError():
            return f"the server has said nothing for {limits.silence:g} s"
        case urllib3.exceptions.DecodeError():
            return "its compression is damaged"
        case _:
            return "the server broke off in the middle of its answer"
