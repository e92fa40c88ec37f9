"""How fast articles are published and pages read: `python -m bench.readers`.

Publishing reads a file of JSON lines, 2 KB an article, and sends it to a real Redis; publisher and server share one
core (the first that this process may use). Its baseline is the bare minimum: `json.loads` and XADD, as many at a time.

Pages are those of seeds/, with menus, scripts and teasers around them as sites have them. The baseline is trafilatura
with the same options; ours is all that ingest does with a page.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from redis import Redis
from trafilatura import bare_extraction

from bench.machine import load, own_redis
from services.console.publishing import publish_paths
from services.console.shards import Shard
from services.ingest.clean import clean
from services.wire.messages import RawArticle
from services.wire.streams import RAW

ROUNDS = 5
LINES = 10_000
AT_ONCE = 200
PARAGRAPH = (
    "The council met on Tuesday to discuss the bridge – closed since March. “We are late, not slow,” it said.\n\n"
)
MENU = "".join(f'<li class="item"><a href="/section/{number}">Section {number}</a></li>' for number in range(120))
TEASERS = "".join(
    f'<div class="teaser"><a href="/a/{number}"><img src="/i/{number}.jpg"><h3>Another story: {number}</h3></a></div>'
    for number in range(40)
)
SCRIPT = (
    "<script>window.data = " + json.dumps([{"id": number, "name": "x" * 40} for number in range(300)]) + ";</script>"
)
SEEDS = Path(__file__).parent.parent / "seeds"
RECEIVED = datetime(2024, 1, 2, tzinfo=UTC)


def a_second(number: int, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return number / (time.perf_counter() - began)


def json_lines(path: Path) -> None:
    with path.open("w") as file:
        for number in range(LINES):
            article = {
                "url": f"https://wire.example/2012/{number}", "source": "Wire", "headline": f"Bridge {number}",
                "published": "2012-12-29T08:30:00+01:00", "body": PARAGRAPH * 18,
            }  # fmt: skip
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def bare(path: Path, redis: Redis) -> None:
    pipe = redis.pipeline(transaction=False)
    for number, line in enumerate(path.open("rb"), 1):
        json.loads(line)
        pipe.xadd(RAW, {"__data__": line})
        if number % AT_ONCE == 0:
            pipe.execute()


def publishing() -> tuple[float, float]:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["DATELINE_HIGH_WATER"] = str(10 * LINES)
    runs: list[tuple[float, float]] = []
    with own_redis() as url, tempfile.TemporaryDirectory() as folder, Redis.from_url(url) as redis:
        path = Path(folder) / "articles.jsonl"
        json_lines(path)
        for _ in range(ROUNDS):
            redis.flushall()
            theirs = a_second(LINES, lambda: bare(path, redis))
            redis.flushall()
            runs.append((theirs, a_second(LINES, lambda: publish_paths([path], [Shard(redis, url, prefix="")]))))
            assert redis.xlen(RAW) == LINES
    return medians(runs)


def pages() -> tuple[float, float]:
    around = f"<header><nav><ul>{MENU}</ul></nav></header>", f"<aside>{TEASERS}</aside><footer><ul>{MENU}</ul></footer>"
    sources = [
        path.read_text().replace("<body>", f"<body>{around[0]}").replace("</body>", f"{around[1]}{SCRIPT}</body>")
        for path in sorted(SEEDS.glob("*.html"))
    ] * 10
    options = {"original_date": True, "extensive_search": False, "max_date": "2024-01-03"}

    def theirs() -> None:
        for html in sources:
            bare_extraction(html, with_metadata=True, include_comments=False, date_extraction_params=options)

    def ours() -> None:
        for html in sources:
            clean(RawArticle(body=html, content_type="text/html"), entry="1-0", received=RECEIVED, timezone=UTC)

    runs = [(a_second(len(sources), theirs), a_second(len(sources), ours)) for _ in range(ROUNDS)]
    print(f"pages of {sum(map(len, sources)) / len(sources) / 1000:.0f} KB")
    return medians(runs)


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    theirs, ours = (statistics.median(column) for column in zip(*runs, strict=True))
    return theirs, ours


def main() -> None:
    theirs, ours = publishing()
    print(f"a second on one core, median of {ROUNDS} interleaved runs; {load()}")
    print(f"JSON lines, bare json and XADD   {theirs:10,.0f}")
    print(f"JSON lines, dateline publish     {ours:10,.0f}   {ours / theirs:.2f}")
    theirs, ours = pages()
    print(f"HTML, trafilatura alone          {theirs:10,.1f}")
    print(f"HTML, all of ingest              {ours:10,.1f}   {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
