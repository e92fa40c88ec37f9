"""A Compose project of our own, under a name that no other run has, and gone without a trace at the end."""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from container_logs import Lines, following, read

from services.console.embedded import free_port

ROOT = Path(__file__).parents[2]
SERVICES = ("ingest", "enrich", "store")


@dataclass(frozen=True)
class Project:
    """Runs `docker compose` on the project's own compose.yaml, with .env.example as its .env.

    `settings` are the variables that the person who starts it has set besides.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    name: str = field(default_factory=lambda: f"dateline-test-{secrets.token_hex(4)}")
    _gone: dict[str, Lines] = field(default_factory=dict)

    def compose(self, *arguments: str, check: bool = True, given: str = "") -> str:
        """What one `docker compose` command printed. What else it said is in the failure."""
        named = "--project-name", self.name, "--env-file", ".env.example"
        return run("docker", "compose", *named, *arguments, check=check, given=given, **self.settings)

    def dateline(self, *arguments: str, given: str = "") -> str:
        """What one run of the service `cli` printed that was given something on standard input."""
        return self.compose("run", "--rm", "--no-TTY", "cli", *arguments, given=given)

    def export(self) -> list[dict[str, Any]]:
        """Every article in the store, as `export` prints it."""
        return [json.loads(line) for line in self.dateline("export").splitlines()]

    def containers(self, *services: str) -> list[str]:
        """The names of the containers of these services that there are, also of those that have ended."""
        return self.compose("ps", "--all", "--format", "{{.Name}}", *services).split()

    def scale(self, service: str, number: int) -> None:
        """Have so many containers of a service. What those wrote that go is kept."""
        with ExitStack() as stack:
            logs = {name: stack.enter_context(following(name)) for name in self.containers(service)}
            self.compose("scale", f"{service}={number}")
            left = self.containers(service)
            self._gone.update({name: lines() for name, lines in logs.items() if name not in left})

    def logs(self, service: str) -> dict[str, Lines]:
        """The log lines of each container of a service, also of those that are gone.

        Raises ValueError for a line that isn't JSON.
        """
        gone = {name: lines for name, lines in self._gone.items() if name.startswith(f"{self.name}-{service}-")}
        return gone | {name: read(name) for name in self.containers(service)}

    def exit_codes(self) -> dict[str, int]:
        """The exit code of each container that has ended, by its name within the project."""
        lines = self.compose("ps", "--all", "--format", "{{.Name}} {{.State}} {{.ExitCode}}").splitlines()
        containers = [line.split() for line in lines]
        return {name.removeprefix(f"{self.name}-"): int(code) for name, state, code in containers if state == "exited"}

    @property
    def redis_url(self) -> str:
        """Where this machine reaches the Redis of a `reachable` project."""
        return f"redis://127.0.0.1:{self.settings['TEST_REDIS_PORT']}/0"

    @property
    def database_url(self) -> str:
        """Where this machine reaches the PostgreSQL of a `reachable` project."""
        return f"postgresql://dateline:dateline@127.0.0.1:{self.settings['TEST_POSTGRES_PORT']}/dateline"


def run(*command: str, check: bool = True, given: str = "", **variables: str) -> str:
    """What a command printed that was given something on standard input. What else it said is in the failure."""
    environment = {**os.environ, **variables}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=given, capture_output=True, text=True, timeout=900, check=False
    )
    if check:
        assert done.returncode == 0, f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def project(**settings: str) -> Iterator[Project]:
    """A project that is taken down at the end, its volumes too."""
    started = Project(settings)
    try:
        yield started
    finally:
        started.compose("--profile", "tools", "down", "--volumes", "--remove-orphans", "--timeout", "5", check=False)


@contextmanager
def reachable(**settings: str) -> Iterator[Project]:
    """A project likewise, whose Redis and PostgreSQL have ports of this machine."""
    files = "compose.yaml:tests/compose/ports.yaml"
    redis, postgres = str(free_port(0)), str(free_port(0))
    with project(COMPOSE_FILE=files, TEST_REDIS_PORT=redis, TEST_POSTGRES_PORT=postgres, **settings) as started:
        yield started


def missing() -> str | None:
    """Why there can be no project here, or None if there can."""
    for command in (["docker", "version"], ["docker", "compose", "version"]):
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return f"`{' '.join(command)}` fails here"
    return None
