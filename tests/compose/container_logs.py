"""What containers have written, to standard output and standard error.

Asked of Docker itself: some versions of Compose put a control sequence before each line.
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

Lines = list[dict[str, Any]]


def read(container: str) -> Lines:
    """The log lines of a container that there is. Raises ValueError for one that isn't JSON."""
    command = ["docker", "logs", container]
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=True, timeout=60)
    return _parsed(told.stdout)


@contextmanager
def following(container: str) -> Iterator[Callable[[], Lines]]:
    """Call what it gives for the log lines of a container that has ended, perhaps is gone, since the block began."""
    with TemporaryFile("w+") as file:  # a pipe would be full at some time, and hold up what follows
        command = ["docker", "logs", "--follow", container]
        with subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT) as follower:

            def lines() -> Lines:
                follower.wait(60)
                file.seek(0)
                return _parsed(file.read())

            try:
                yield lines
            finally:
                follower.kill()


def _parsed(text: str) -> Lines:
    return [json.loads(line) for line in text.splitlines()]
