"""Sending spans to a collector by OTLP over HTTP, with OpenTelemetry's own library. It needs the extra [otel].

The variables of OpenTelemetry apply: endpoint, headers, certificates, sampler, queue. A thread sends in batches; while
the collector is away, its queue keeps the newest.
"""

import logging
import os
from collections.abc import Sequence
from importlib.metadata import version

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.trace import (
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)

from services.wire.delivery.patience import Outage
from services.wire.events import Event
from services.wire.failures import Transient
from services.wire.messages.trail import Trail
from services.wire.spans import Span

_NANO = 1_000_000_000


class OtlpSender:
    """Sends the spans of one worker."""

    def __init__(self, service: str, worker: str) -> None:
        """Raises whatever OpenTelemetry does about its variables."""
        collector = Outage(Event.TRACES_WAITING, Event.TRACES_RESUMED)
        _tell_only(collector)
        name = os.environ.get("OTEL_SERVICE_NAME") or f"dateline-{service}"
        self._ids = _Ids()
        self._provider = TracerProvider(
            id_generator=self._ids,
            resource=Resource.create({"service.name": name, "service.instance.id": worker}),
            shutdown_on_exit=False,  # a service says itself when it is done
        )
        self._provider.add_span_processor(BatchSpanProcessor(_Exporter(collector)))
        self._tracer = self._provider.get_tracer("dateline", version("dateline"))

    def add(self, span: Span) -> None:
        """Put a span into the queue."""
        self._ids.trace_id, self._ids.span_id = int(span.trail.trace_id, 16), int(span.span_id, 16)
        recorded = self._tracer.start_span(
            span.name,
            _parent(span.trail),
            kind=SpanKind.CONSUMER,
            attributes=span.attributes,
            start_time=int(span.begun * _NANO),
        )
        if span.failed is not None:
            recorded.set_status(Status(StatusCode.ERROR, span.failed))
        recorded.end(int(span.ended * _NANO))

    def close(self) -> None:
        """Send what is in the queue, and end."""
        self._provider.shutdown()


class _Ids(IdGenerator):
    """Gives the next span the ids that our messages have told already."""

    trace_id = span_id = 0

    def generate_trace_id(self) -> int:
        return self.trace_id

    def generate_span_id(self) -> int:
        return self.span_id


class _Exporter(SpanExporter):
    """OpenTelemetry's exporter, which also tells that the collector is back."""

    def __init__(self, collector: Outage) -> None:
        self._exporter = OTLPSpanExporter()
        self._collector = collector

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._exporter.export(spans)
        if result is SpanExportResult.SUCCESS:
            self._collector.ends()
        return result

    def shutdown(self) -> None:
        self._exporter.shutdown()


class _Complaints(logging.Handler):
    """Takes what OpenTelemetry logs, at every try, for the news that the collector is away."""

    def __init__(self, collector: Outage) -> None:
        super().__init__(logging.WARNING)
        self._collector = collector

    def emit(self, record: logging.LogRecord) -> None:
        if not self._collector.away:  # the text is ever new: it ends in when it is tried again
            self._collector.begins(Transient(record.getMessage()))


def _tell_only(collector: Outage) -> None:
    """Let one line in the log say that the collector is away, rather than one for each try."""
    logger = logging.getLogger("opentelemetry")
    logger.handlers = [_Complaints(collector)]
    logger.propagate = False


def _parent(trail: Trail) -> Context:
    """Whoever sent the message, as OpenTelemetry has it; nobody where the trace begins here."""
    if trail.span_id is None:
        return Context()
    flags = TraceFlags(int(trail.flags, 16))
    sent_by = SpanContext(int(trail.trace_id, 16), int(trail.span_id, 16), is_remote=True, trace_flags=flags)
    return set_span_in_context(NonRecordingSpan(sent_by), Context())
