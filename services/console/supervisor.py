"""Keeps child processes running, and ends them in good order."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import Self

from services.wire.events import Event
from services.wire.logs import log

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a child is started again: doubled each time, from the first of these to the second."""

REFUSED = 2
"""Exit code of a service that has said on standard error what somebody has to put right: a restart changes nothing."""

_TICK = 0.05
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """A command to keep running. `at_death` is the signal it gets when its parent dies without stopping it."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    at_death: signal.Signals = signal.SIGKILL
    keep_open: tuple[int, ...] = ()


def start(program: Program, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start the program in a session of its own, so that Ctrl-C reaches its parent only. Raises OSError."""
    return subprocess.Popen(
        program.command,
        env={**os.environ, **program.environment},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=None if stdout is None else subprocess.STDOUT,
        start_new_session=True,
        pass_fds=program.keep_open,
        preexec_fn=_bound_to_parent(program.at_death),  # noqa: PLW1509 - its danger is threads, and none run here
    )


def _bound_to_parent(at_death: signal.Signals) -> Callable[[], None] | None:
    """Asks Linux to signal the child when its parent dies; see prctl(2). Elsewhere the child would live on."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def bind() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(at_death))
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return bind


class Child:
    """A program that is started again, ever later, each time it ends by itself."""

    def __init__(self, program: Program) -> None:
        self.name = program.name
        self._program = program
        self._pause = FIRST_PAUSE
        self.launch()

    def launch(self) -> None:
        """Start it now."""
        self.process = start(self._program)
        self._since = time.monotonic()
        self._again: float | None = None

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process.poll() is None

    @property
    def refused(self) -> bool:
        """Whether it has ended because of something that somebody has to put right."""
        return self.process.poll() == REFUSED

    def tend(self) -> None:
        """Notice that it ended, and start it again when its pause is over; not if it refused."""
        now = time.monotonic()
        if self._again is None and not self.running and not self.refused:
            if now - self._since > LONGEST_PAUSE:
                self._pause = FIRST_PAUSE
            code, ran = self.process.returncode, round(now - self._since, 3)
            log(Event.SERVICE_DIED, level=logging.WARNING, child=self.name, exit_code=code, ran=ran)
            log(Event.SERVICE_RESTARTING, child=self.name, seconds=self._pause)
            self._again = now + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        elif self._again is not None and now >= self._again:
            self.launch()


class Signals:
    """Counts the requests to stop (Ctrl-C, SIGTERM, a closed terminal) instead of dying of them."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> Self:
        self._before = {which: signal.getsignal(which) for which in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        for which, handler in self._before.items():
            if handler is not signal.SIG_IGN:  # nohup, and the shell's & in scripts, mean what they say
                signal.signal(which, self._heard)
        return self

    def __exit__(self, *_: object) -> None:
        for which, handler in self._before.items():
            signal.signal(which, handler)

    def _heard(self, _: int, __: FrameType | None) -> None:
        self.count += 1


def supervise(services: Sequence[Child], server: Child | None, signals: Signals, grace: float) -> bool:
    """Keep all of them running until a signal comes or a service refuses, then end the services.

    True if one refused. The server is left to its owner.

    The services have `grace` seconds to finish what is in hand; after that, or at a second signal, they are killed.
    """
    servers = [server] if server else []
    try:
        while not (signals.count or any(child.refused for child in services)):
            _tend([*services, *servers])
        for child in services:
            child.process.terminate()
        deadline = time.monotonic() + grace
        while any(child.running for child in services) and time.monotonic() < deadline and signals.count < 2:
            _tend(servers)
    finally:
        for child in services:
            child.process.kill()
            child.process.wait()
    return any(child.refused for child in services)


def _tend(children: Sequence[Child]) -> None:
    for child in children:
        child.tend()
    time.sleep(_TICK)


def end(process: "subprocess.Popen[bytes]", grace: float = 20) -> None:
    """Ask the process to end; kill it after `grace` seconds."""
    process.terminate()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
