"""Watching folders: what comes into them is published once it is whole."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from services.console.readers.found import Problem, printable
from services.console.watching.folder import Mark, look, whole
from services.console.watching.state import WatchingState

LOOK = 2.0
"""Seconds between two looks. A file that did not change between them is taken for whole."""


class Watching:
    """Looks at folders, has files published, and remembers them afterwards: what is interrupted is done again.

    `publish` returns when Redis has all that a file holds, and gives the time at which to publish it again: the end of
    the first embargo in it. Such a file is not remembered. `tell` gets lines for people.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        state: WatchingState,
        publish: Callable[[Path], datetime | None],
        tell: Callable[[str], None],
    ) -> None:
        self._folders = [folder.absolute() for folder in folders]
        self._state = state
        self._publish = publish
        self._tell = tell
        self._published = dict(state.published())
        self._before: dict[Path, Mark] = {}
        self._held: dict[Path, datetime] = {}
        self._told = set[str]()

    def on_and_on(self) -> None:
        """Look again and again. Raises what `publish` raises, sqlite3.Error."""
        while True:
            self.look()
            time.sleep(LOOK)

    def look(self) -> None:
        """One look: publish what is whole."""
        self._release()
        now: dict[Path, Mark] = {}
        problems = list[Problem]()
        for found in (found for folder in self._folders for found in look(folder)):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                now[found[0]] = found[1]
        for path in whole(now, self._before, self._published):
            if problem := _unreadable(path):
                problems.append(problem)
                continue
            self._note(path, now[path], again=self._publish(path))
        self._tell_new(problems)
        self._forget_gone(now)
        self._before = now

    def _note(self, path: Path, mark: Mark, again: datetime | None) -> None:
        self._published[path] = mark
        self._held.pop(path, None)
        if again:
            self._held[path] = again
        else:
            self._state.remember(path, mark)

    def _release(self) -> None:
        """Have published again what holds an article whose embargo is over."""
        now = datetime.now(UTC)
        for path in [path for path, end in self._held.items() if end <= now]:
            del self._held[path]
            self._published.pop(path, None)

    def _tell_new(self, problems: Iterable[Problem]) -> None:
        lines = {str(problem) for problem in problems}
        for line in sorted(lines - self._told):
            self._tell(line)
        self._told = lines

    def _forget_gone(self, now: Iterable[Path]) -> None:
        """Not what lies in a folder that is away itself: it may come back with all that was in it."""
        there = [folder for folder in self._folders if folder.is_dir()]
        gone = [p for p in self._published.keys() - set(now) if any(p.is_relative_to(folder) for folder in there)]
        self._state.forget(gone)
        for path in gone:
            del self._published[path]
            self._held.pop(path, None)


def _unreadable(path: Path) -> Problem | None:
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return Problem(printable(str(path)), (error.strerror or str(error)).lower())
    return None
