"""What README and docs say about links, commands, settings, records and messages is so."""

import re
from pathlib import Path

import pytest
import typer

from services.console.app import app
from services.console.exporting.mentions import COLUMNS
from services.console.settings_table import every_setting
from services.ingest.fields import NAMES, SUMMARIES
from services.store.record import FIELDS
from services.wire.messages import (
    CleanArticle,
    Engine,
    EnrichedArticle,
    Entity,
    Envelope,
    Mention,
    Place,
    RawArticle,
    Timex,
)

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = (ROOT / "README.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")
MESSAGES = (ROOT / "docs" / "messages.md").read_text("utf-8")

DESCRIBED = {
    "## The envelope": Envelope,
    "### dateline.article.raw": RawArticle,
    "### dateline.article.clean": CleanArticle,
    "### dateline.article.enriched": EnrichedArticle,
    "### Entity": Entity,
    "### Mention": Mention,
    "### Timex": Timex,
    "### Engine": Engine,
    "### Place": Place,
}


def section(page: str, heading: str) -> str:
    """What stands between a heading and the next one."""
    return page.partition(f"\n{heading}\n")[2].partition("\n#")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without heads and rules."""
    lines = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in lines[2:]]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def anchors(page: Path) -> set[str]:
    """The names by which GitHub lets people link to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[str]:
    """The targets of a page's links, those on the web left out."""
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")) if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for target in links(page):
        file, _, anchor = target.partition("#")
        found = page.parent / file if file else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


def test_the_readme_names_every_command():
    commands = typer.main.get_command(app).commands
    assert {name for name in commands if f"dateline {name}" not in README} == set()


def test_the_readme_names_every_setting_with_its_default():
    listed = {name.strip("`"): default.strip("`") for name, default, _ in rows(section(README, "## Settings"))}
    assert listed == {setting.name: setting.default for setting in every_setting()}


def test_the_readme_names_every_field_of_a_record_in_order():
    described = [name for field, _ in rows(section(README, "## The record")) for name in names(field)]
    assert described == list(FIELDS)


@pytest.mark.parametrize("heading", DESCRIBED)
def test_every_field_of_a_message_is_described(heading: str):
    described = [names(row[0])[0] for row in rows(section(MESSAGES, heading))]
    assert sorted(described) == sorted(DESCRIBED[heading].model_fields)


def test_every_column_of_csv_is_described_in_its_order():
    described = section((ROOT / "docs" / "formats.md").read_text("utf-8"), "## What `export` writes")
    assert [name for columns, _ in rows(described) for name in names(columns)] == list(COLUMNS)


def test_every_name_under_which_a_part_is_understood_is_listed():
    listed = rows(section(MESSAGES, "### The parts of an article"))
    known = [list(each) for each in (*NAMES.values(), SUMMARIES)]
    assert [names(part) + names(others) for part, others, _ in listed] == known


def test_every_threat_has_a_test_that_exists():
    listed = [row[-1] for part in SECURITY.split("\n## ")[1:] for row in rows(part)]
    assert len(listed) > 40
    for tests in listed:
        assert names(tests), "a row without a test"
        for file, _, test in (name.partition("::") for name in names(tests)):
            assert re.search(rf"^(?:async )?def {re.escape(test)}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), (
                test
            )


def test_every_file_that_stops_a_threat_exists():
    named = {name for name in names(SECURITY) if name.startswith("services/")}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_a_setting_in_env_example_can_be_uncommented_as_it_is():
    values = re.findall(r"(?m)^# ?[A-Z_]+=(.*)$", (ROOT / ".env.example").read_text("utf-8"))
    assert values
    assert [value for value in values if re.search(r"\s", value)] == []
