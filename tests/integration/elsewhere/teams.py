"""Redis as others run it, and Dateline on it: its services, and its commands as people give them."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services_running import NAMES, Pipeline, running

PLAIN_ENRICH = Path(__file__).with_name("plain_enrich.py")


@dataclass
class Team:
    """A database and the settings by which services and commands find their Redis."""

    folder: Path
    url: str
    environment: dict[str, str] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def serve(self, *services: str) -> Pipeline:
        """Start one process of each service, all three by default, enrich without its model. They end with the test."""
        pipeline = self._stack.enter_context(running(self.url, self.folder, None, **self.environment))
        for service in services or NAMES:
            place = [str(PLAIN_ENRICH)] if service == "enrich" else ["-m", "services.console", "run", service]
            pipeline.start_program(*place)
        return pipeline

    def dateline(self, *arguments: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command."""
        where = {"DATELINE_REDIS_URL": self.url, "DATELINE_DATA_DIR": str(self.folder), "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "services.console", *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**os.environ, **where, **self.environment, **environment},
            timeout=120,
            check=False,
        )

    def works(self, *arguments: str | Path, **environment: str) -> str:
        """Run a command that succeeds; what it prints."""
        done = self.dateline(*arguments, **environment)
        assert (done.returncode, done.stderr) == (0, ""), done
        return done.stdout

    def publish(self, *lines: dict[str, Any]) -> None:
        """Publish these as JSON lines."""
        file = self.folder / "articles.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in lines))
        assert self.works("publish", file) == f"published {len(lines)} articles to {self.raw}\n"

    @property
    def raw(self) -> str:
        """Where it publishes to, as people are told."""
        prefixes = self.environment.get("DATELINE_STREAM_PREFIX", "").split(",")
        return f"articles.raw of {len(prefixes)} pipelines" if prefixes[1:] else f"{prefixes[0]}articles.raw"

    def totals(self) -> dict[str, int]:
        """What became of everything, once all of it is dealt with."""
        self.works("wait", "--timeout", "90")
        return json.loads(self.works("status", "--json"))["totals"]


def article(number: int) -> dict[str, str]:
    """An article unlike every other of another number."""
    body = f"Mayor Anna Keller opened bridge number {number} in Oslo on Friday."
    return {
        "url": f"https://example.org/{number}",
        "headline": f"Bridge {number}",
        "body": body,
        "published": "2012-12-29",
    }


UNREADABLE = {"specversion": "1.0", "id": "x", "source": "desk", "type": "dateline.article.raw", "data": {}}
"""A message with nothing in it: ingest can only make a dead letter of it."""
