"""What a second enrich worker adds: `python -m bench.workers`.

One worker, then two, are given the same articles on a prefilled articles.clean, as processes of their own on a real
Redis, each with one thread; then again. The clock runs from when every worker has its model loaded and entries in hand
until the last one is acknowledged. Redis has the same cores. Articles are three invented reports each, some 400 words.
"""

import argparse
import os
import statistics

from redis import Redis

from bench.growth_articles import raw_and_clean
from bench.machine import load, own_redis
from bench.stage import Run, run


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=2_000)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    _, messages = raw_and_clean(options.articles)
    runs: dict[int, list[Run]] = {1: [], 2: []}
    with own_redis() as url, Redis.from_url(url) as redis:
        for _ in range(options.rounds):
            for workers, done in runs.items():
                done.append(run(redis, "enrich", messages, {"DATELINE_REDIS_URL": url}, workers=workers))
    one, two = (statistics.median(each.rate for each in done) for done in runs.values())
    print(f"{len(messages):,} articles, median of {options.rounds} rounds; {load()}")
    print(f"this process may use {len(os.sched_getaffinity(0))} cores")
    print(f"one enrich worker    {one:8.1f} articles a second")
    each = ", ".join(f"{b.rate / a.rate:.2f}" for a, b in zip(*runs.values(), strict=True))
    print(f"two                  {two:8.1f}   {two / one:.2f} times (of each round: {each})")
    print("At least 1.7 times is wanted.")


if __name__ == "__main__":
    main()
