"""Scenario 11: the disk under SQLite is full, and then it isn't."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from publishing import articles

from services.wire.events import Event


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_no_article_is_lost_or_doubled_when_the_disk_is_full_and_freed_again(trial, tmp_path, long):
    number, times = (3_000, 5) if long else (300, 1)
    with small_disk(tmp_path / "disk", 100 if long else 10) as disk:
        trial.store_in(f"sqlite:///{disk / 'dateline.db'}")
        trial.start()
        with trial.publishing(articles(number), 100):
            for _ in range(times):
                seen = len(trial.log.lines)
                trial.log.until(Event.ARTICLE_STORED, since=seen)
                fill(disk / "ballast")
                trial.log.until(Event.BATCH_WAITING, since=seen, service="store")
                (disk / "ballast").unlink()
                trial.strike()
        assert len(trial.settle("11 disk full").stored) == number


def fill(ballast: Path) -> None:
    """Write until nothing more fits on the disk."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError as full:
            assert full.strerror == "No space left on device"
