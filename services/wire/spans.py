"""OpenTelemetry: a span for what each stage did with an article, where an OTLP endpoint is set."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from services.wire.events import Event
from services.wire.logs import log
from services.wire.messages.trail import Trail

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


@dataclass(frozen=True, slots=True)
class Span:
    """The work of a stage. `trail` is the way up to it; times are in Unix seconds; `failed` says why, if it did."""

    name: str
    trail: Trail
    span_id: str
    begun: float
    ended: float
    attributes: Mapping[str, str | int | float]
    failed: str | None = None


class Sender(Protocol):
    """Whoever gets spans. Neither call waits for a collector, but `close` for what is still to be sent."""

    def add(self, span: Span) -> None:
        """Send a span, sooner or later."""
        ...

    def close(self) -> None:
        """Send what was added and not sent yet."""
        ...


class _Output:
    """Where spans go."""

    sender: Sender | None = None


def configure(service: str, worker: str) -> None:
    """Send spans from here on, if the environment asks for it. That they can't be sent is a line, and no more."""
    _Output.sender = _sender(service, worker) if _asked_for() else None


def sender() -> Sender | None:
    """Whoever gets spans; None if nobody wants any."""
    return _Output.sender


def _asked_for() -> bool:
    """Whether the standard variables of OpenTelemetry say so."""
    off = os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true" or os.environ.get("OTEL_TRACES_EXPORTER") == "none"
    return not off and any(os.environ.get(name) for name in _ENDPOINTS)


def _sender(service: str, worker: str) -> Sender | None:
    try:
        from services.wire.otlp import OtlpSender  # noqa: PLC0415 - what it imports is in the extra [otel] alone

        return OtlpSender(service, worker)
    except ModuleNotFoundError as error:
        why = f"no module {error.name}: pip install 'dateline[otel]'"
    except Exception as error:  # a value of OTEL_... that does not fit: OpenTelemetry raises whatever comes
        why = f"{type(error).__name__}: {error}"
    log(Event.TRACES_UNAVAILABLE, level=logging.WARNING, why=why)
    return None
