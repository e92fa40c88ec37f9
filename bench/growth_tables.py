"""What `bench.growth` prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from rich.console import Console
from rich.table import Table

from bench.growth_filling import Size
from bench.machine import load
from bench.stage import Run

_A_DAY = 10_000_000
_PEAK = 2
"""The busiest hour has so many times as many articles as the average one: a guess, to be replaced by your own."""
_SPAN = 1.2  # flat means: within 20 %

Costs = Mapping[str, Mapping[int, Run]]
"""By stage, then by how many articles are stored."""


@dataclass(frozen=True)
class Kept:
    """Bytes of Redis' memory for an entry on each stream and for an identity, and of each database for an article."""

    waiting: Mapping[str, float]
    identity: float
    stored: Mapping[str, float]


def print_costs(costs: Costs) -> None:
    """Milliseconds an article at each size, by the clock and of all processors, and how flat they are."""
    sizes = list(next(iter(costs.values())))
    table = Table("ms an article, by stored articles", "", title=load())
    for heading in (*(f"{size:,}" for size in sizes), "most / least", "flat"):
        table.add_column(heading, justify="right")
    for stage, runs in costs.items():
        for what, each in (
            ("by the clock", [1000 * run.cost for run in runs.values()]),
            ("of processors", [1000 * sum(run.processor.values()) / run.articles for run in runs.values()]),
        ):
            span = max(each) / min(each)
            table.add_row(
                stage, what, *(f"{cost:.3f}" for cost in each), f"{span:.2f}", "yes" if span <= _SPAN else "no"
            )
    Console().print(table)


def print_sizes(sizes: Mapping[str, Size]) -> None:
    """Rows of each table for an article, and bytes of the whole database for one."""
    table = Table("rows an article", *sizes)
    for name in next(iter(sizes.values())).rows:
        table.add_row(name, *(f"{size.rows[name] / size.articles:.2f}" for size in sizes.values()))
    table.add_section()
    table.add_row("all", *(f"{sum(size.rows.values()) / size.articles:.1f}" for size in sizes.values()))
    table.add_row("bytes an article", *(f"{size.bytes / size.articles:,.0f}" for size in sizes.values()))
    Console().print(table)


def print_memory(kept: Kept) -> None:
    """Bytes of Redis' memory."""
    table = Table("in Redis", "bytes each")
    for stream, each in kept.waiting.items():
        table.add_row(f"waiting on {stream}", f"{each:,.0f}")
    table.add_row("an identity", f"{kept.identity:,.0f}")
    Console().print(table)


def print_machines(costs: Mapping[str, Run], kept: Kept) -> None:
    """What 10 million articles a day need with PostgreSQL, by what one of them took on this machine."""
    average = _A_DAY / 86_400
    peak = _PEAK * average
    table = Table(f"{_A_DAY:,} a day", f"{average:.0f} a second, {peak:.0f} in the busiest hour", title="machines")
    stages = {name: run for name, run in costs.items() if "SQLite" not in name}
    for name, each in stages.items():
        busy = peak * each.cost
        table.add_row(f"workers: {name}", f"{ceil(busy)} ({busy:.1f} busy; {1 / each.cost:,.0f} a second each)")
    ingest, enrich, store = stages.values()
    # At the pace of enrich, Redis does more without any article than for one: what it does in ingest is taken for both.
    for process, runs in {
        "ingest": [ingest],
        "enrich": [enrich],
        "store": [store],
        "PostgreSQL": [store],
        "Redis": [ingest, ingest, store],
    }.items():
        cores = peak * sum(run.processor[process] / run.articles for run in runs)
        table.add_row(f"cores: {process}", f"{cores:.2f}")
    hour = 3600 * average * max(kept.waiting.values())
    table.add_row("Redis, an hour of lag", f"{hour / 1e9:.1f} GB")
    table.add_row(
        "Redis, identities, a day", f"{_A_DAY * kept.identity / 1e9:.1f} GB for each day of DATELINE_REMEMBER"
    )
    for name, each in kept.stored.items():
        a_day = _A_DAY * each / 1e9
        table.add_row(f"disk of {name}", f"{a_day:,.0f} GB a day, {365 * a_day / 1000:,.1f} TB a year")
    Console().print(table)
