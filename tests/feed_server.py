"""A web server of our own on this machine, for what feeds' servers do well and badly."""

import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

Handle = Callable[[BaseHTTPRequestHandler], None]


class FeedServer:
    """Answers each path as `pages` says. `asked` are the requests so far: path, headers. `ending` is set at the end."""

    def __init__(self, port: int, scheme: str) -> None:
        self.pages: dict[str, Handle] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ending = Event()
        self.origin = f"{scheme}://127.0.0.1:{port}"

    def page(self, path: str, handle: Handle) -> str:
        """Have a path answered; its URL."""
        self.pages[path] = handle
        return self.origin + path


@contextmanager
def feed_server(certificate: Path | None = None) -> Generator[FeedServer]:
    """A server for the time of a test; by HTTPS where there is a `certificate`, a PEM file with its key."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            running.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            running.pages[self.path](self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    running = FeedServer(server.server_port, "https" if certificate else "http")
    server.daemon_threads = True
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield running
    finally:
        running.ending.set()
        server.shutdown()
        server.server_close()


def answer(status: int = 200, content: bytes = b"", **headers: str) -> Handle:
    """An ordinary answer; `Retry_After` is the header Retry-After."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return handle


def rss(*numbers: int, title: str = "Harbour Gazette") -> bytes:
    """A feed of an article for each number."""
    items = "".join(
        f"<item><guid>item-{n}</guid><title>Ferry {n} resumes</title><link>https://gazette.example/{n}</link>"
        "<pubDate>Mon, 12 Jan 2026 09:00:00 +1100</pubDate>"
        f"<description>Ferry {n} sails again on Friday.</description></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()
