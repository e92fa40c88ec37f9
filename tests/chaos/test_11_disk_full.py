"""Scenario 11: the disk under SQLite is full, and then it isn't."""

from pathlib import Path

from publishing import articles
from small_disk import small_disk

from services.wire.events import Event


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
