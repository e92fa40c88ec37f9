"""From nothing running to the first stored article, with Compose: `python -m bench.start`.

The images must be there (`docker compose build`); volumes are new. Compose starts everything, and as soon as Redis
answers, an article is added, as any program can add one. The clock stops when it is in the database.
"""

import secrets
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from bench.machine import load

ROOT = Path(__file__).parents[1]
RUNS = 3
ADD = ("redis-cli", "-e", "XADD", "articles.raw", "*", "body", "It rained in Brest on Monday.")
COUNT = ("psql", "--username=dateline", "--tuples-only", "--no-align", "--command=SELECT count(*) FROM articles")


def main() -> None:
    print("| seconds until every container is started | the article is published | it is in the database |")
    print("| --- | --- | --- |")
    for _ in range(RUNS):
        print("|", " | ".join(f"{seconds:.1f}" for seconds in start()), "|", flush=True)
    print(f"\n{load()}")


def start() -> tuple[float, float, float]:
    """One start, on volumes of its own, which are removed afterwards."""
    project = f"dateline-start-{secrets.token_hex(4)}"
    began = time.perf_counter()
    up = subprocess.Popen(_compose(project, "up", "--detach", "--no-build"), cwd=ROOT, stderr=subprocess.PIPE)
    try:
        published = _until(project, "redis", ADD, lambda told: "-" in told) - began
        _, told = up.communicate(timeout=120)
        assert up.returncode == 0, told.decode()
        started = time.perf_counter() - began
        stored = _until(project, "postgres", COUNT, lambda told: told.strip() == "1") - began
    finally:
        up.kill()
        subprocess.run(_compose(project, "down", "--volumes"), cwd=ROOT, capture_output=True, check=True)
    return started, published, stored


def _until(project: str, service: str, command: tuple[str, ...], wanted: Callable[[str], bool]) -> float:
    """Ask inside the container of a service until it answers so; when that was."""
    deadline = time.perf_counter() + 120
    while time.perf_counter() < deadline:
        asking = _compose(project, "exec", "--no-TTY", service, *command)
        if wanted(subprocess.run(asking, cwd=ROOT, capture_output=True, text=True, check=False).stdout):
            return time.perf_counter()
        time.sleep(0.1)
    raise TimeoutError(f"{service} did not answer so within 120 s")


def _compose(project: str, *arguments: str) -> list[str]:
    return ["docker", "compose", "--env-file", ".env.example", "--project-name", project, *arguments]


if __name__ == "__main__":
    main()
