"""A progress bar on standard error, on a terminal only, with problems printed above it as they come."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from services.console.counted import counted
from services.console.publishing import Step
from services.console.readers.found import Problem
from services.console.room import Wait


class Bar:
    """Shows how publishing goes on."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._told: str | None = None

    def step(self, step: Step) -> None:
        """Move the bar."""
        self._progress.update(
            self._task, completed=step.read, total=step.total or None, description=counted(step.articles, "article")
        )

    def wait(self, wait: Wait) -> None:
        """Show what publishing waits for, and print a line when the reason is a new one."""
        if wait.line != self._told:
            self._print(wait.line)
        self._told = wait.line
        self._progress.update(self._task, description=wait.now)

    def problem(self, problem: Problem) -> None:
        """Print a problem on a line of its own."""
        self._print(str(problem))

    def _print(self, line: str) -> None:
        if self._progress.disable:
            typer.echo(line, err=True)
        else:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def shown(doing: str = "publishing") -> Generator[Bar]:
    """A bar for the time of what is being done; it goes away afterwards."""
    console = Console(stderr=True, emoji=False)
    columns = (TextColumn(doing), BarColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        yield Bar(progress, progress.add_task("0 articles", total=None))
