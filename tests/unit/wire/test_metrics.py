"""Entries are counted by what became of them; the page about the metrics lists all that there are."""

import io
import re
from pathlib import Path

import pytest

from services.wire.delivery.entry import Entry
from services.wire.delivery.hop import DUPLICATE, LOST
from services.wire.delivery.outcome import Dead, Facts, Finish, Forward, Identify
from services.wire.delivery.report import report, report_claims, report_received, report_retry
from services.wire.delivery.stage import Stage
from services.wire.events import Event
from services.wire.health import metrics
from services.wire.logs import configure

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"

KINDS = {"counter": "_total", "gauge": "", "histogram": ""}

FORWARD = Forward(b"", Facts())
IDENTIFY = Identify("a", "hash", b"", b"", Facts())


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """A stage that no other test counts for."""
    configure("test", "test", out=io.StringIO())
    name = request.node.name
    metrics.begin(name)
    return Stage(name, "source", "target", lambda entries: [], Event.ARTICLE_ENRICHED, count=10)


def entries(number: int) -> list[Entry]:
    return [Entry(f"{i}-0", {}) for i in range(number)]


def counted(stage: Stage, name: str) -> float | None:
    return metrics.REGISTRY.get_sample_value(f"dateline_{name}", {"stage": stage.name})


def fates(stage: Stage) -> dict[str, float]:
    names = ["processed", "duplicate", "deleted", "dead", "lost"]
    found = {name: counted(stage, f"entries_{name}_total") for name in names}
    return {name: number for name, number in found.items() if number}


@pytest.mark.parametrize(
    ("outcome", "result", "fate"),
    [
        (FORWARD, 1, "processed"),
        (IDENTIFY, 2, "processed"),
        (Finish("stored", "a", "h", 1, Facts()), 1, "processed"),
        (IDENTIFY, DUPLICATE, "duplicate"),
        (Finish("duplicates", "a", "h", 1, Facts()), 1, "duplicate"),
        (Finish("deleted", "a", "h", 1, Facts()), 1, "deleted"),
        (Dead("no"), 1, "dead"),
        (FORWARD, LOST, "lost"),
        (Dead("no"), LOST, "lost"),
    ],
)
def test_an_acknowledged_entry_has_one_fate(stage: Stage, outcome, result: int, fate: str):
    report(stage, [(entry, outcome) for entry in entries(3)], [result] * 3, seconds=1)
    assert fates(stage) == {fate: 3}


def test_every_entry_of_a_mixed_batch_is_counted_once(stage: Stage):
    outcomes = [FORWARD, Dead("no"), FORWARD, FORWARD]
    report(stage, list(zip(entries(4), outcomes, strict=True)), [1, 1, LOST, 1], seconds=1)
    assert fates(stage) == {"processed": 2, "dead": 1, "lost": 1}


def test_a_batch_is_measured_by_its_entries_and_seconds(stage: Stage):
    report(stage, [(entry, FORWARD) for entry in entries(3)], [1, 1, 1], seconds=0.25)
    assert [counted(stage, f"batch_entries_{part}") for part in ("count", "sum")] == [1, 3]
    assert [counted(stage, f"batch_duration_seconds_{part}") for part in ("count", "sum")] == [1, 0.25]


def test_an_entry_taken_over_is_received_as_well(stage: Stage):
    report_received(stage, entries(2))
    report_claims(stage, [Entry("7-0", {}, deliveries=2)])
    assert counted(stage, "entries_received_total") == 3
    assert counted(stage, "entries_claimed_total") == 1


def test_each_try_of_a_waiting_batch_counts_its_entries(stage: Stage):
    report_retry(stage, entries(5))
    report_retry(stage, entries(5))
    assert counted(stage, "entries_retried_total") == 10


def test_what_has_not_happened_yet_is_0(stage: Stage):
    assert counted(stage, "entries_dead_total") == 0
    assert counted(stage, "batch_duration_seconds_count") == 0


def test_the_page_about_the_metrics_lists_each_with_its_kind_and_meaning():
    listed = re.findall(r"^\| `(dateline_\w+)` \| (\w+) \| (.+?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    ours = [metric for metric in metrics.REGISTRY.collect() if metric.name.startswith("dateline_")]
    assert listed == [(each.name + KINDS[each.type], each.type, each.documentation) for each in ours]
