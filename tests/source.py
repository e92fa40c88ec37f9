"""Where a server for the tests can come from, and which of the ways works here."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path

import docker
import pytest
from docker.errors import DockerException
from requests.exceptions import RequestException
from testcontainers.core.config import testcontainers_config


@dataclass(frozen=True)
class Source:
    """What the header of the test run says, and how to have a server (its URL) in a fresh directory."""

    description: str
    run: Callable[[Path], AbstractContextManager[str]]


def choose(setting: str, forced: str | None, sources: Mapping[str, Callable[[], Source | None]]) -> Source:
    """The first source that works here, or the forced one, as `setting` in the environment says.

    A forced one that can't be had ends the run: it must not pass for something it isn't.
    """
    if forced is not None and forced not in sources:
        raise pytest.UsageError(f"{setting} is {forced!r}: it can be one of {', '.join(sources)}")
    for name in [forced] if forced else sources:
        if source := sources[name]():
            return source
    raise pytest.UsageError(f"{setting}: no server for the tests, can't have {forced or ', '.join(sources)}")


def said_in_container(image: str, *command: str) -> str | None:
    """What a command prints in a container of that image, which is fetched if need be; None without Docker."""
    # Testcontainers' own cleaner is an image more that may not be there, and the tests stop their containers anyway.
    testcontainers_config.ryuk_disabled = True
    try:
        with closing(docker.from_env(timeout=60)) as engine:
            engine.ping()
            if not engine.images.list(image):
                engine.images.pull(image)
            return engine.containers.run(image, list(command), remove=True).decode()
    except (DockerException, RequestException):
        return None
