"""A progress bar on standard error, on a terminal only, with problems printed above it as they come."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from services.console.publishing import Step
from services.console.readers.found import Problem


class Bar:
    """Shows how publishing goes on."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def step(self, step: Step) -> None:
        """Move the bar."""
        self._progress.update(
            self._task, completed=step.read, total=step.total or None, description=f"{step.articles:,} articles"
        )

    def problem(self, problem: Problem) -> None:
        """Print a problem on a line of its own."""
        if self._progress.disable:
            typer.echo(f"{problem}", err=True)
        else:
            self._progress.console.print(str(problem), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def shown() -> Generator[Bar]:
    """A bar for the time of publishing; it goes away afterwards."""
    console = Console(stderr=True)
    columns = (TextColumn("publishing"), BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        yield Bar(progress, progress.add_task("0 articles", total=None))
