"""Scenario 12: a long run. Neither Redis nor a worker grows; streams are trimmed, but not of what is still needed."""

import re
import time
from pathlib import Path

from crew import Worker
from publishing import articles, client

from services.wire.streams import CLEAN, ENRICHED, RAW, REMEMBERED

SETTLED = 60
"""Seconds within which what is done must be off the streams."""


def test_memory_stays_flat_and_a_sleeping_worker_finds_what_it_needs(trial, long):
    rounds, number = (20, 1_000) if long else (4, 150)
    trial.start()
    used: list[int] = []
    resident: list[list[int]] = []
    with client(trial.url) as redis:
        for round in range(rounds):
            trial.publish(articles(number, f"bridge {round}"))
            assert trial.drained(120)
            until_empty(redis, RAW, CLEAN, ENRICHED)
            # What Redis is to remember for long is the one thing that grows with every article.
            redis.delete(*redis.scan_iter(f"{REMEMBERED}*"))
            used.append(redis.info("memory")["used_memory"])
            resident.append([resident_megabytes(worker) for worker in trial.crew.workers()])
        (store,) = trial.crew.workers("store")
        store.freeze()
        trial.publish(articles(number, "last bridge"))
        until_empty(redis, RAW, CLEAN)
        assert redis.xlen(ENRICHED) == number
        store.thaw()
        trial.strike()
        trial.settle("12 long run")
        until_empty(redis, RAW, CLEAN, ENRICHED)
    assert max(used[1:]) - used[0] < 500_000, used
    assert all(late - early <= 16 for early, late in zip(resident[1], resident[-1], strict=True)), resident


def until_empty(redis, *streams: str) -> None:
    """Wait until nothing is left on the streams."""
    deadline = time.monotonic() + SETTLED
    while lengths := {stream: length for stream in streams if (length := redis.xlen(stream))}:
        assert time.monotonic() < deadline, f"still there after {SETTLED} s: {lengths}"
        time.sleep(0.05)


def resident_megabytes(worker: Worker) -> int:
    """Memory of the process that is in RAM."""
    status = Path(f"/proc/{worker.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) // 1024
