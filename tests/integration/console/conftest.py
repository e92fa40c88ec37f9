"""The command line, run as people run it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Dateline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def dateline(redis_url: str, tmp_path: Path) -> Dateline:
    """Runs `dateline` in an empty directory, against the Redis of the tests unless `env` says otherwise."""

    def run(*arguments: str | Path, stdin: bytes = b"", **env: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", "services.console", *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "DATELINE_REDIS_URL": redis_url, "NO_COLOR": "1", "COLUMNS": "200", **env},
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
