"""Structured logs: one JSON object a line on standard output, for people when that is a terminal."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, TextIO, cast

import structlog
from structlog.typing import FilteringBoundLogger, Processor

from services.wire.events import Event

_LONGEST = 500  # a line under PIPE_BUF (4,096 bytes) reaches a shared pipe in one piece

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
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    threshold = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _arrange,
            renderer,
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


class _LibraryHandler(logging.Handler):
    """Gives what libraries log through `logging` the shape of our own lines."""

    def emit(self, record: logging.LogRecord) -> None:
        log(Event.LIBRARY_WARNING, level=record.levelno, logger=record.name, why=record.getMessage())
