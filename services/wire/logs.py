"""Structured logs: one JSON object a line on standard output, for people when that is a terminal."""

import json
import logging
import sys
from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from services.wire.events import Event

_LONGEST = 500  # a line under PIPE_BUF (4,096 bytes) reaches a shared pipe in one piece

_STEERING = {
    code: f"\\u{code:04x}"
    for code in (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""What steers a terminal, and the escape of JSON for it: controls, and what turns the direction of writing around."""

_FIRST = ("timestamp", "level", "event", "service", "worker", "article_id", "trace_id")


class _Output:
    """Where lines go: bound once, since looking the logger up again for every line costs a third of it."""

    logger: FilteringBoundLogger = structlog.get_logger()


_output = _Output()


def configure(service: str, worker: str, level: str = "INFO", out: TextIO | None = None) -> None:
    """Send every log line of this process to `out` (standard output), named after `service` and `worker`."""
    stream: TextIO = out or sys.stdout
    if isinstance(stream, TextIOWrapper):
        # Logs are UTF-8 wherever they run, and what UTF-8 can't hold (a lone surrogate) becomes an escape of JSON.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", write_through=True)
    renderers: Sequence[Processor] = [_harmless, structlog.dev.ConsoleRenderer()] if stream.isatty() else [_json]
    threshold = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _arrange,
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", stream)),
    )
    _output.logger = structlog.get_logger().bind(service=service, worker=worker)
    logging.captureWarnings(True)
    logging.basicConfig(handlers=[_LibraryHandler()], level=max(threshold, logging.WARNING), force=True)


def log(event: Event, *, level: int = logging.INFO, **facts: object) -> None:
    """Write one line. `facts` become its keys; those that are None are left out."""
    if _output.logger.is_enabled_for(level):
        known = {key: value for key, value in facts.items() if value is not None}
        with suppress(OSError):  # nobody reads any more, or the disk is full: no reason to stop working
            _output.logger.log(level, event.value, **known)


def _arrange(_: object, __: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """What every line has comes first, and no value is so long that it drowns the rest."""
    arranged = {key: line.pop(key) for key in _FIRST if key in line} | dict(line)
    return {key: _shorten(value) for key, value in arranged.items()}


def _shorten(value: object) -> object:
    return value[:_LONGEST] + "…" if isinstance(value, str) and len(value) > _LONGEST else value


def _harmless(_: object, __: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: value.translate(_STEERING) if isinstance(value, str) else value for key, value in line.items()}


def _json(_: object, __: str, line: MutableMapping[str, Any]) -> str:
    """A line of JSON that can be shown as it is: JSON itself escapes only some of those signs."""
    written = json.dumps(line, ensure_ascii=False, default=repr)
    return written if written.isascii() else written.translate(_STEERING)


class _LibraryHandler(logging.Handler):
    """Gives what libraries log through `logging` the shape of our own lines."""

    def emit(self, record: logging.LogRecord) -> None:
        log(Event.LIBRARY_WARNING, level=record.levelno, logger=record.name, why=record.getMessage())
