"""A Redis with a database, and `dateline` on them as people run it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from services.store.connect import open_store
from services.store.protocol import ArticleStore


@dataclass
class System:
    """Where it is, and the folder in which `dateline` runs."""

    folder: Path
    redis_url: str
    database_url: str

    def run(self, *arguments: str | Path, **environment: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of `dateline`."""
        where = {"DATELINE_REDIS_URL": self.redis_url, "DATELINE_DATABASE_URL": self.database_url, "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "services.console", *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**os.environ, **where, **environment},
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def store(self) -> ArticleStore:
        """Its database, with tables."""
        store = open_store(self.database_url)
        store.migrate()
        return store
