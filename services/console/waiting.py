"""Telling people what a command waits for."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import typer
from rich.console import Console


@contextmanager
def waiting(first: str, every: float = 10.0) -> Generator[Callable[[str], None]]:
    """Gives a function that hears again and again what is waited for, and tells it on standard error.

    On a terminal that is a status line, beginning as `first`; elsewhere a line, at most one in `every` seconds.
    """
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status(first) as status:
            yield lambda what: status.update(f"waiting for {what}")
        return
    last = time.monotonic()

    def look(what: str) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            typer.echo(f"waiting for {what}", err=True)
            last = time.monotonic()

    yield look
