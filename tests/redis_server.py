"""Private redis-server processes, for tests that stop, kill and restart them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Self

from services.console import embedded
from services.console.redis_binary import redis_server
from services.console.supervisor import Program
from services.console.supervisor import end as end_process
from services.console.supervisor import start as start_process


@dataclass(frozen=True)
class RedisServer:
    """A running server. It dies with the test run, and at the end of a `with` block."""

    url: str
    port: int
    process: "Popen[bytes]"

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL). Its directory can be started again with `start`."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in good order (SIGTERM). Does nothing if it has ended."""
        end_process(self.process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(directory: Path, port: int = 0, *options: str, binary: str | None = None) -> RedisServer:
    """Run the server of `dateline up` in `directory`, and return when it answers.

    Port 0 means any free one. `options` are as on the command line of redis-server
    (`"--maxmemory", "5mb"`), and override what `dateline up` sets.
    """
    binary = binary or redis_server()
    port = port or embedded.free_port(0)
    directory.mkdir(parents=True, exist_ok=True)
    command: Sequence[str] = [*embedded.command(binary, directory, port), *options]
    process = start_process(Program("redis", command))
    try:
        embedded.await_answer(process, port, directory / embedded.LOG)
    except BaseException:
        end_process(process)
        raise
    return RedisServer(f"redis://127.0.0.1:{port}/0", port, process)
