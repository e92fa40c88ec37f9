"""A stand-in for an OpenTelemetry collector: takes OTLP over HTTP, as the real one does, and keeps the spans."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass
class Collector:
    """What was received: each span with the attributes of its resource. `status` is what it answers.

    `refusals` are the requests that got another status than 200.
    """

    url: str = ""
    status: int = 200
    refusals: int = 0
    received: list[tuple[dict[str, str], Span]] = field(default_factory=list)
    arrival: threading.Condition = field(default_factory=threading.Condition)

    def take(self, request: ExportTraceServiceRequest) -> None:
        with self.arrival:
            for each in request.resource_spans:
                resource = {pair.key: pair.value.string_value for pair in each.resource.attributes}
                self.received += [(resource, span) for scope in each.scope_spans for span in scope.spans]
            self.arrival.notify_all()

    def refuse(self) -> None:
        with self.arrival:
            self.refusals += 1
            self.arrival.notify_all()

    def until_refused(self, times: int, seconds: float = 60) -> None:
        """Wait until so many requests were refused."""
        with self.arrival:
            assert self.arrival.wait_for(lambda: self.refusals >= times, seconds), f"{self.refusals} refusals"

    def until(self, number: int, seconds: float = 60) -> list[tuple[dict[str, str], Span]]:
        """All spans, once there are so many."""
        with self.arrival:
            assert self.arrival.wait_for(lambda: len(self.received) >= number, seconds), f"{len(self.received)} spans"
            return list(self.received)


@contextmanager
def collecting() -> Iterator[Collector]:
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/v1/traces"
            if collector.status == 200:
                plain = gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body
                collector.take(ExportTraceServiceRequest.FromString(plain))
            else:
                collector.refuse()
            self.send_response(collector.status)
            self.send_header("Content-Type", "application/x-protobuf")
            self.end_headers()
            self.wfile.write(ExportTraceServiceResponse().SerializeToString())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
