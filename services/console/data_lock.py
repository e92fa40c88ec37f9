"""One `dateline up` a data directory: who has it, and where its Redis is."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.console.refusal import Refusal
from services.wire.settings import REDIS_NOTE

LOCK = "up.lock"


@dataclass(frozen=True, slots=True)
class Running:
    """The `dateline up` that has a data directory. `url` is that of its Redis, once it answers."""

    pid: int
    url: str | None


@contextmanager
def locked(directory: Path) -> Generator[int]:
    """Hold the data directory (made if missing) against every other; yields the descriptor of the lock file.

    A child that inherits the descriptor holds the lock, too, until it ends; see flock(2). Raises Refusal where
    somebody else holds it, naming their process, and where the directory can't be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal(f"can't write to {directory} ({why}): set DATELINE_DATA_DIR to another directory") from error
    try:
        _take(lock, directory)
        (directory / REDIS_NOTE).unlink(missing_ok=True)  # a holder that was killed may have left it
        os.truncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield lock
    finally:
        os.close(lock)


def running(directory: Path) -> Running | None:
    """The `dateline up` that has the directory now, if any."""
    try:
        lock = os.open(directory / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        note = directory / REDIS_NOTE
        return Running(_holder(lock), note.read_text().strip() if note.exists() else None)
    finally:
        os.close(lock)
    return None


def _take(lock: int, directory: Path, patience: float = 10) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = _holder(lock)
            if _lives(pid) or time.monotonic() > deadline:
                told = f"{directory} is in use by another dateline up (pid {pid}): stop it, or set DATELINE_DATA_DIR"
                raise Refusal(told) from error
        time.sleep(0.1)  # the holder was killed, and its Redis is just writing its last


def _holder(lock: int) -> int:
    return int(os.pread(lock, 20, 0) or b"0")


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0  # 0: the lock is held, and its file not yet written
