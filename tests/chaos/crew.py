"""Service processes that are started again when they end, as `dateline up` and compose start them again."""

import random
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event as Flag
from threading import Lock, Thread
from typing import Self

from service_log import ServiceLog

from services.console.supervisor import Program
from services.console.supervisor import start as start_process

_PAUSE = 0.5  # seconds before one that has ended is started again, as in `dateline up`
_TICK = 0.02


@dataclass(eq=False)
class Worker:
    """A process of one service, and the thread that keeps what it says."""

    service: str
    process: "subprocess.Popen[bytes]"
    environment: Mapping[str, str]
    listener: Thread

    @property
    def pid(self) -> int:
        """The id of its process, which is on each of its log lines."""
        return self.process.pid

    def kill(self) -> None:
        """End it as the out-of-memory killer would."""
        self.process.kill()
        self._ended(30)

    def freeze(self) -> None:
        """Stop it in its tracks, as a paused virtual machine."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    def terminate(self, seconds: float = 30) -> int:
        """Ask it to end; its exit code. All that it said is in the log by then."""
        self.process.terminate()
        return self._ended(seconds)

    def _ended(self, seconds: float) -> int:
        code = self.process.wait(seconds)
        self.listener.join(seconds)
        return code


@dataclass
class Crew:
    """Keeps every worker that was started running until the end of the block.

    `programs` are Python arguments that take the place of `-m services.console run SERVICE`.
    """

    environment: dict[str, str]
    log: ServiceLog
    programs: dict[str, Sequence[str]] = field(default_factory=dict)
    exit_codes: list[int] = field(default_factory=list)
    _workers: list[Worker] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _over: Flag = field(default_factory=Flag)

    def start(self, service: str, **environment: str) -> Worker:
        """Start a process of the service, with these variables beside those that all have."""
        program = self.programs.get(service, ["-m", "services.console", "run", service])
        process = start_process(
            Program(service, [sys.executable, *program], {**self.environment, **environment}), stdout=subprocess.PIPE
        )
        worker = Worker(service, process, environment, self.log.listen(process))
        with self._lock:
            self._workers.append(worker)
        return worker

    def workers(self, service: str | None = None) -> list[Worker]:
        """Those that live, in the order in which they were started."""
        with self._lock:
            living = [worker for worker in self._workers if worker.process.poll() is None]
        return [worker for worker in living if service in (None, worker.service)]

    def anyone(self) -> Worker:
        """One that lives, at random. Waits until there is one."""
        while not (living := self.workers()):
            self._over.wait(_TICK)
        return random.choice(living)

    def _tend(self) -> None:
        while not self._over.wait(_TICK):
            with self._lock:
                ended = [worker for worker in self._workers if worker.process.poll() is not None]
                self._workers = [worker for worker in self._workers if worker not in ended]
            self.exit_codes += [worker.process.returncode for worker in ended]
            if ended and not self._over.wait(_PAUSE):
                for worker in ended:
                    self.start(worker.service, **worker.environment)

    def __enter__(self) -> Self:
        self._tending = Thread(target=self._tend)
        self._tending.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._tending.join()
        for worker in self._workers:
            worker.kill()
