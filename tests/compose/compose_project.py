"""A Compose project of our own, under a name that no other run has, and gone without a trace at the end."""

import json
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Project:
    """Runs `docker compose` on the project's own compose.yaml, with .env.example as its .env."""

    name: str = field(default_factory=lambda: f"dateline-test-{secrets.token_hex(4)}")

    def compose(self, *arguments: str, check: bool = True, given: str = "") -> str:
        """What one `docker compose` command printed. What else it said is in the failure."""
        named = "--project-name", self.name, "--env-file", ".env.example"
        return run("docker", "compose", *named, *arguments, check=check, given=given)

    def dateline(self, *arguments: str, given: str = "") -> str:
        """What one run of the service `cli` printed that was given something on standard input."""
        return self.compose("run", "--rm", "--no-TTY", "cli", *arguments, given=given)

    def export(self) -> list[dict[str, Any]]:
        """Every article in the store, as `export` prints it."""
        return [json.loads(line) for line in self.dateline("export").splitlines()]

    def logs(self, service: str) -> list[list[dict[str, Any]]]:
        """The log lines of each container of a service. Raises ValueError for one that isn't JSON."""
        containers = self.compose("ps", "--all", "--quiet", service).split()
        # Not through Compose: some of its versions put a control sequence before each line.
        return [[json.loads(line) for line in run("docker", "logs", each).splitlines()] for each in containers]

    def exit_codes(self) -> dict[str, int]:
        """The exit code of each container that has ended, by its name within the project."""
        lines = self.compose("ps", "--all", "--format", "{{.Name}} {{.State}} {{.ExitCode}}").splitlines()
        containers = [line.split() for line in lines]
        return {name.removeprefix(f"{self.name}-"): int(code) for name, state, code in containers if state == "exited"}


def run(*command: str, check: bool = True, given: str = "") -> str:
    """What a command printed that was given something on standard input. What else it said is in the failure."""
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, timeout=900, check=False)
    if check:
        assert done.returncode == 0, f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def project() -> Iterator[Project]:
    """A project that is taken down at the end, its volumes too."""
    started = Project()
    try:
        yield started
    finally:
        started.compose("--profile", "tools", "down", "--volumes", "--remove-orphans", "--timeout", "5", check=False)


def missing() -> str | None:
    """Why there can be no project here, or None if there can."""
    for command in (["docker", "version"], ["docker", "compose", "version"]):
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=60)
        except (OSError, subprocess.SubprocessError):
            return f"`{' '.join(command)}` fails here"
    return None
