"""How fast workers of one service are, as processes of their own that read a prefilled stream of a real Redis."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from redis import Redis

from bench.processes import processor_seconds
from services.wire.streams import BODY, CLEAN, DEAD, ENRICHED, INPUT, RAW

_ONE_THREAD = dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"], "1")
_LOADED = 180  # seconds that workers may take to load what they need
_LOOK = 0.02
_LINES = 10  # of the log that are shown where it fails


@dataclass(frozen=True)
class Run:
    """What was acknowledged while all workers were at work, and the processor seconds of each who took part."""

    articles: int
    seconds: float
    processor: Mapping[str, float]

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    @property
    def cost(self) -> float:
        """Seconds an article."""
        return self.seconds / self.articles


def run(
    redis: Redis,
    service: str,
    messages: Sequence[bytes],
    environment: Mapping[str, str],
    *,
    workers: int = 1,
    beside: Mapping[str, int] = MappingProxyType({}),
) -> Run:
    """Let workers of a service do all messages, and measure from when each has entries in hand to the last one done.

    `beside` are the process ids of servers that work for them, by name.
    """
    redis.delete(RAW, CLEAN, ENRICHED, DEAD)
    source = INPUT[service]
    fill(redis, source, messages)
    with _started(service, workers, environment) as processes:
        watched = {service: [process.pid for process in processes]} | {name: [pid] for name, pid in beside.items()}
        _await(lambda: _at_work(redis, source, service) == workers, processes, _LOADED)
        before = _processor(watched)
        waiting, began = redis.xlen(source), time.perf_counter()
        _await(lambda: redis.xlen(source) == 0, processes, 3600)
        seconds, after = time.perf_counter() - began, _processor(watched)
    if dead := redis.xlen(DEAD):
        raise SystemExit(f"{dead} entries died in {service}: this measures nothing")
    return Run(waiting, seconds, {name: after[name] - before[name] for name in watched})


def fill(redis: Redis, stream: str, messages: Sequence[bytes]) -> None:
    """Add messages to a stream."""
    for start in range(0, len(messages), 1_000):
        with redis.pipeline(transaction=False) as pipe:
            for message in messages[start : start + 1_000]:
                pipe.xadd(stream, {BODY: message})
            pipe.execute()


def _processor(watched: Mapping[str, Sequence[int]]) -> dict[str, float]:
    return {name: sum(map(processor_seconds, processes)) for name, processes in watched.items()}


@contextmanager
def _started(service: str, workers: int, environment: Mapping[str, str]) -> Iterator[list["subprocess.Popen[bytes]"]]:
    command = [sys.executable, "-m", "services.console", "run", service]
    # Nobody reads what they pass on, so they would wait for that at the usual mark.
    own = {**os.environ, **_ONE_THREAD, "DATELINE_HIGH_WATER": "100000000", **environment}
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w+b") as log:
        processes = [subprocess.Popen(command, env=own, stdout=log) for _ in range(workers)]
        try:
            yield processes
        except SystemExit:
            log.seek(0)
            sys.stderr.writelines(line.decode() for line in log.readlines()[-_LINES:])
            raise
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def _at_work(redis: Redis, source: str, group: str) -> int:
    """How many workers have entries in hand."""
    if not redis.exists(source) or not any(each["name"] == group.encode() for each in redis.xinfo_groups(source)):
        return 0
    return sum(consumer["pending"] > 0 for consumer in redis.xinfo_consumers(source, group))


def _await(true: Callable[[], bool], processes: Sequence["subprocess.Popen[bytes]"], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if any(process.poll() is not None for process in processes):
            raise SystemExit("a worker has ended: what it said last is above")
        if time.monotonic() > deadline:
            raise SystemExit(
                f"workers are not done within {seconds:.0f} s, or one had nothing to do: take more articles"
            )
        time.sleep(_LOOK)
