"""What an article costs in each stage where 10,000, 100,000 and a million are stored: `python -m bench.growth`.

Each stage runs as one worker, a process of its own, on a prefilled stream of a real Redis, which remembers as many
identities as there are articles; the store does so on SQLite and on PostgreSQL (the wheel's, with the memory that it
has in compose.yaml, and more room for WAL). The fastest of some rounds counts. `bench.growth_filling` says how the
databases are filled. From what was measured follow the machines for 10 million articles a day.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from redis import Redis

from bench.growth_articles import enriched_articles, raw_and_clean, trail
from bench.growth_filling import Size, copy, save
from bench.growth_memory import forget, remember, waiting
from bench.growth_tables import Kept, print_costs, print_machines, print_memory, print_sizes
from bench.machine import own_redis
from bench.stage import Run, run
from services.store.connect import open_store
from services.wire.messages import EnrichedArticle, encode
from services.wire.streams import CLEAN, ENRICHED, RAW
from tests import postgres_server

_POSTGRES = ("-c", "shared_buffers=256MB", "-c", "max_wal_size=8GB")


@dataclass(frozen=True)
class Servers:
    """Redis, the databases by name, and the processes of the servers by name."""

    redis: Redis
    redis_url: str
    databases: Mapping[str, str]
    processes: Mapping[str, int]

    def run(self, service: str, messages: Sequence[bytes], database: str = "SQLite") -> Run:
        """What one worker of a service takes for messages."""
        environment = {"DATELINE_REDIS_URL": self.redis_url, "DATELINE_DATABASE_URL": self.databases[database]}
        done = run(self.redis, service, messages, environment, beside=self.processes)
        forget(self.redis)
        return done


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    arguments.add_argument("--saved", type=int, default=100_000, help="saved by the store; what is more is copied")
    arguments.add_argument("--rounds", type=int, default=3)
    for stage, number in {"ingest": 20_000, "enrich": 300, "store": 3_000}.items():
        arguments.add_argument(f"--{stage}", type=int, default=number, help="articles that it is measured on")
    options = arguments.parse_args()
    costs: dict[str, dict[int, Run]] = defaultdict(dict)
    articles = enriched_articles()
    with started() as servers:
        raw, clean = raw_and_clean(options.ingest)
        entries = waiting(servers.redis, {RAW: raw, CLEAN: clean, ENRICHED: _encoded(articles, 2_000)})
        remembered, identity, sizes = 0, 0.0, dict[str, Size]()
        for size in options.sizes:
            identity = remember(servers.redis, remembered, size - remembered)
            remembered = size
            sizes = _grown(servers, articles, size, options.saved)
            for _ in range(options.rounds):
                runs = _runs(servers, raw, clean[: options.enrich], _encoded(articles, 2 * options.store))
                for stage, each in runs.items():
                    costs[stage][size] = min(each, costs[stage].get(size, each), key=lambda done: done.cost)
            print_costs(costs)
        kept = Kept(entries, identity, {name: each.bytes / each.articles for name, each in sizes.items()})
        print_sizes(sizes)
        print_memory(kept)
        print_machines({stage: runs[max(runs)] for stage, runs in costs.items()}, kept)


def _grown(servers: Servers, articles: Iterator[EnrichedArticle], size: int, saved: int) -> dict[str, Size]:
    """Let each database hold so many articles, and start a store on it, which looks for what older ones left out."""
    began = time.monotonic()
    save([*servers.databases.values()], articles, min(size, saved))
    sizes = {name: copy(url, size) for name, url in servers.databases.items()}
    print(f"filled to {size:,} in {time.monotonic() - began:.0f} s", flush=True)
    for name, url in servers.databases.items():
        began = time.monotonic()
        open_store(url).migrate()
        print(f"a store that starts on {name} is ready after {time.monotonic() - began:.1f} s", flush=True)
    return sizes


def _runs(servers: Servers, raw: Sequence[bytes], clean: Sequence[bytes], enriched: Sequence[bytes]) -> dict[str, Run]:
    """One run of each stage; each database stores one half of what is enriched."""
    half = len(enriched) // 2
    return {
        "ingest": servers.run("ingest", raw),
        "enrich": servers.run("enrich", clean),
        "store in SQLite": servers.run("store", enriched[:half], "SQLite"),
        "store in PostgreSQL": servers.run("store", enriched[half:], "PostgreSQL"),
    }


def _encoded(articles: Iterator[EnrichedArticle], number: int) -> list[bytes]:
    """So many articles more, as enrich passes them on."""
    return [
        encode(
            article,
            source="enrich",
            id=article.entry,
            subject=article.id,
            trail=trail(article.entry, "ingest", "enrich"),
        )
        for article in islice(articles, number)
    ]


@contextmanager
def started() -> Iterator[Servers]:
    """Redis, PostgreSQL and SQLite with empty tables."""
    with (
        tempfile.TemporaryDirectory(dir=Path.cwd()) as folder,
        postgres_server.start(Path(folder), 0, *_POSTGRES) as server,
        own_redis() as url,
        Redis.from_url(url) as redis,
    ):
        databases = {"SQLite": f"sqlite:///{folder}/dateline.db", "PostgreSQL": server.url}
        for each in databases.values():
            open_store(each).migrate()
        processes = {"Redis": redis.info("server")["process_id"], "PostgreSQL": server.process.pid}
        yield Servers(redis, url, databases, processes)


if __name__ == "__main__":
    main()
