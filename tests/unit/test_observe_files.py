"""What Prometheus and Grafana are given in observe/ can be read, and asks for metrics that there are."""

import json
from collections.abc import Iterator
from pathlib import Path

import promql_parser
import pytest
import yaml

from services.wire.health import metrics

ROOT = Path(__file__).parents[2]
OBSERVE = ROOT / "observe"
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
SCRAPE = yaml.safe_load((OBSERVE / "prometheus.yaml").read_text("utf-8"))
RULES = yaml.safe_load((OBSERVE / "alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
DASHBOARD = json.loads((OBSERVE / "grafana/dashboards/dateline.json").read_text("utf-8"))
OF_PROMETHEUS = {"up", "ALERTS"}


def asked() -> Iterator[tuple[str, str]]:
    """Who asks, and the expression."""
    yield from ((rule["alert"], rule["expr"]) for rule in RULES)
    yield from ((panel["title"], target["expr"]) for panel in DASHBOARD["panels"] for target in panel["targets"])


def selectors(expression: str) -> list[promql_parser.VectorSelector]:
    """What an expression reads. Raises ValueError where it is none."""
    found: list[promql_parser.VectorSelector] = []

    def note(part: object) -> bool:
        if isinstance(part, promql_parser.VectorSelector):
            found.append(part)
        return True

    promql_parser.walk(promql_parser.parse(expression.replace("$__rate_interval", "1m")), note)
    return found


def exposed() -> set[str]:
    """The name of every series that a service shows."""
    metrics.begin("test")
    return {sample.name for metric in metrics.REGISTRY.collect() for sample in metric.samples}


@pytest.mark.parametrize(("who", "expression"), list(asked()))
def test_every_expression_reads_metrics_that_there_are(who: str, expression: str):
    names = {selector.name for selector in selectors(expression)}
    assert names
    assert names <= exposed() | OF_PROMETHEUS


def test_every_alert_says_in_a_line_what_is_wrong():
    assert all("\n" not in rule["annotations"]["summary"] for rule in RULES)


def test_every_alert_is_explained():
    page = (ROOT / "docs" / "metrics.md").read_text("utf-8")
    assert [rule["alert"] for rule in RULES if f"`{rule['alert']}`" not in page] == []


def test_every_service_is_scraped_wherever_its_containers_are():
    [job] = SCRAPE["scrape_configs"]
    [names] = job["dns_sd_configs"]
    assert set(names["names"]) == {"ingest", "enrich", "store"} <= COMPOSE.keys()
    assert (names["type"], names["port"]) == ("A", 8080)


def test_the_dashboard_reads_the_datasource_that_is_provisioned():
    provisioned = yaml.safe_load((OBSERVE / "grafana/datasources/prometheus.yaml").read_text("utf-8"))["datasources"]
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {each["uid"] for each in provisioned}
    assert [each["url"] for each in provisioned] == ["http://prometheus:9090"]
    assert "prometheus" in COMPOSE


def test_the_files_lie_where_the_configuration_looks_for_them():
    mounted = dict(each.split(":")[:2] for name in ("prometheus", "grafana") for each in COMPOSE[name]["volumes"])
    places = {place: source for source, place in mounted.items() if (ROOT / source).exists()}
    assert set(SCRAPE["rule_files"]) <= places.keys()
    assert places["/etc/grafana/provisioning"] == "./observe/grafana"
    [provider] = yaml.safe_load((OBSERVE / "grafana/dashboards/files.yaml").read_text("utf-8"))["providers"]
    assert provider["options"]["path"] == "/etc/grafana/provisioning/dashboards"


def test_no_port_is_published_but_that_of_grafana_and_to_this_machine_alone():
    ports = {name: service["ports"] for name, service in COMPOSE.items() if "ports" in service}
    assert ports == {"grafana": ["127.0.0.1:3000:3000"]}
