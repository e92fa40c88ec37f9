"""A real redis-server that belongs to one data directory."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from services.console.data_lock import locked
from services.console.redis_binary import redis_server, version
from services.console.refusal import Refusal
from services.console.supervisor import Child, Program, end
from services.wire.events import Event
from services.wire.logs import log
from services.wire.settings import REDIS_NOTE

USUAL_PORT = 6379
LOG = "redis.log"
DATA = "appendonlydir"


@contextmanager
def embedded(directory: Path, given_up: Callable[[], bool] = lambda: False) -> Generator[tuple[str, Child]]:
    """Run the server of this data directory; yields its URL and its process, for the supervisor to keep running.

    The URL stands in `redis.url` while the server runs. No longer waits for it to answer once `given_up()`.
    Raises Refusal: no server to run, the directory in use or not writable, the server not coming up.
    """
    binary = redis_server()
    with locked(directory) as lock:
        server, port = _started(binary, directory, lock, given_up)
        url, note = f"redis://127.0.0.1:{port}/0", directory / REDIS_NOTE
        try:
            _write_whole(note, url + "\n")
            log(Event.REDIS_STARTED, url=url, version=".".join(map(str, version(binary))), binary=binary)
            yield url, server
        finally:
            note.unlink(missing_ok=True)
            end(server.process)


def command(binary: str, directory: Path, port: int) -> list[str]:
    """How to run it: nothing written is lost or evicted, and nobody from outside gets in."""
    where = directory.resolve()
    return [
        *(binary, "--port", str(port), "--bind", "127.0.0.1"),
        *("--dir", str(where), "--logfile", str(where / LOG)),
        *("--appendonly", "yes", "--appenddirname", DATA, "--appendfsync", "everysec", "--save", ""),
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
    raise Refusal("no free port on 127.0.0.1 for the embedded Redis: set DATELINE_REDIS_URL to a server you have")


def await_answer(
    process: "subprocess.Popen[bytes]", port: int, logfile: Path, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Return when this very process answers on the port; loading its data may take it minutes.

    Raises Refusal if it ends instead.
    """
    with Redis(port=port, socket_timeout=5, retry=Retry(NoBackoff(), 0)) as client:
        while not given_up():
            if process.poll() is not None:
                raise Refusal(f"redis-server ended at start ({_last_line(logfile)}): see {logfile}")
            try:
                client.ping()  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs; raises while data load
                info = client.info("server")  # pyright: ignore[reportUnknownMemberType]  # untyped **kwargs
                if info["process_id"] == process.pid:
                    return
            except RedisError:
                pass
            time.sleep(0.02)


def _started(binary: str, directory: Path, lock: int, given_up: Callable[[], bool]) -> tuple[Child, int]:
    while True:
        port = free_port()
        # The server holds the lock, too: while it writes, no other starts on this directory, come what may.
        program = Program("redis", command(binary, directory, port), at_death=signal.SIGTERM, keep_open=(lock,))
        server = Child(program)
        try:
            await_answer(server.process, port, directory / LOG, given_up)
        except BaseException as error:
            end(server.process)
            if isinstance(error, Refusal) and free_port(port) != port:
                continue  # somebody took the port between our look and its start
            raise
        return server, port


def _last_line(logfile: Path) -> str:
    lines = logfile.read_text(errors="replace").split("\n") if logfile.exists() else []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
    return last.rpartition(" # ")[2]  # without process id and time


def _write_whole(path: Path, text: str) -> None:
    partial = path.with_suffix(".new")
    partial.write_text(text)
    partial.replace(path)
