"""A service that pauses in the middle of its work until the test lets it go: run in place of `dateline run SERVICE`.

Everything but the pause is the real service. `python holding.py SERVICE before|after FOLDER WORD` pauses before or
after the work on the first batch in which an entry has the word: `begun` in the folder is its sign, `go` lets it go on.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from services.wire.delivery import service
from services.wire.delivery.entry import Entry
from services.wire.delivery.outcome import Outcome
from services.wire.delivery.stage import Stage, Work


def paused(work: Work, when: str, folder: Path, word: str) -> Work:
    """Work that pauses, the first time that an entry has the word."""

    def pause() -> None:
        if not (folder / "begun").exists():
            (folder / "begun").touch()
            while not (folder / "go").exists():
                time.sleep(0.02)

    def work_and_pause(entries: Sequence[Entry]) -> list[Outcome]:
        marked = any(word.encode() in value for entry in entries for value in entry.fields.values())
        if marked and when == "before":
            pause()
        outcomes = work(entries)
        if marked and when == "after":
            pause()
        return outcomes

    return work_and_pause


def main(name: str, when: str, folder: Path, word: str) -> None:
    def run_paused(named: str, build: Callable[[], Stage]) -> None:
        def build_paused() -> Stage:
            stage = build()
            return replace(stage, work=paused(stage.work, when, folder, word))

        service.run(named, build_paused)

    app = import_module(f"services.{name}.app")
    app.run = run_paused
    app.main()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4])
