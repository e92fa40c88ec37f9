"""What a second enrich worker adds: `python -m bench.workers`.

One worker, then two, are given the same articles on a prefilled articles.clean, as processes of their own on a real
Redis, each with one thread; then again. The clock runs from when every worker has its model loaded and entries in hand
until the last one is acknowledged. Redis has the same cores. Articles are three invented reports each, some 400 words.
"""

import argparse
import os
import statistics
from random import Random

from redis import Redis

from bench.machine import load, own_redis
from bench.stage import Run, run
from bench.story_texts import patterns, report
from services.wire.messages import CleanArticle, encode


def clean_articles(number: int) -> list[CleanArticle]:
    """So many articles as ingest passes them on, no two alike."""
    chance, known = Random(1), patterns("seen").reports
    reports = [[report(chance.choice(known), chance) for _ in range(3)] for _ in range(number)]
    return [
        CleanArticle(
            id=f"{n:016x}", revision=1, content_hash=f"{n:032x}", entry=f"1356766500000-{n}", headline=each[0].headline,
            published="2012-12-29", published_from="stated",
            body="\n\n".join(paragraph for part in each for paragraph in part.paragraphs),
        )
        for n, each in enumerate(reports)
    ]  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--articles", type=int, default=2_000)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    articles = clean_articles(options.articles)
    messages = [encode(article, source="ingest", id=article.entry, subject=article.id) for article in articles]
    runs: dict[int, list[Run]] = {1: [], 2: []}
    with own_redis() as url, Redis.from_url(url) as redis:
        for _ in range(options.rounds):
            for workers, done in runs.items():
                done.append(run(redis, "enrich", messages, {"DATELINE_REDIS_URL": url}, workers=workers))
    one, two = (statistics.median(each.rate for each in done) for done in runs.values())
    words = sum(len(article.text.split()) for article in articles) // len(articles)
    print(f"{len(articles):,} articles of {words} words, median of {options.rounds} rounds; {load()}")
    print(f"this process may use {len(os.sched_getaffinity(0))} cores")
    print(f"one enrich worker    {one:8.1f} articles a second")
    each = ", ".join(f"{b.rate / a.rate:.2f}" for a, b in zip(*runs.values(), strict=True))
    print(f"two                  {two:8.1f}   {two / one:.2f} times (of each round: {each})")
    print("At least 1.7 times is wanted.")


if __name__ == "__main__":
    main()
