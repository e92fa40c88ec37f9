"""`dateline settings`: every setting, once, with what it means."""

import pytest
import typer

from services.console.settings_check import mistakes, unknown
from services.console.settings_table import every_setting, settings
from services.wire.settings import Settings


def test_every_setting_is_listed_once_and_has_a_meaning():
    rows = list(every_setting())
    names = [row.name for row in rows]
    assert len(set(names)) == len(names)
    assert {"DATELINE_REDIS_URL", "DATELINE_TIMEZONE", "DATELINE_DATABASE_URL", "DATELINE_MODEL"} <= set(names)
    assert all(row.meaning for row in rows)


def test_what_services_share_is_not_listed_for_each():
    read_by = {row.name: row.read_by for row in every_setting()}
    assert read_by["DATELINE_REDIS_URL"] == "everything"
    assert read_by["DATELINE_MAX_DELIVERIES"] == "every service"
    assert read_by["DATELINE_TIMEZONE"] == "ingest"


def test_the_value_is_what_stands_in_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_TIMEZONE", "Europe/Moscow")
    (row,) = [row for row in every_setting() if row.name == "DATELINE_TIMEZONE"]
    assert (row.value, row.default) == ("Europe/Moscow", "UTC")


@pytest.mark.parametrize("level", ["debug", "DEBUG"])
def test_a_level_may_be_in_small_letters_as_logs_has_them(monkeypatch: pytest.MonkeyPatch, level: str):
    monkeypatch.setenv("DATELINE_LOG_LEVEL", level)
    assert Settings().log_level == "DEBUG"


def test_passwords_are_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_REDIS_URL", "redis://:secret@host/0")
    assert "secret" not in "".join(row.value for row in every_setting())


def test_each_wrong_value_and_each_misspelt_name_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATELINE_TIMEZONE", "Nowhere")
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("DATELINE_REDIS_URL", "http://foo")
    monkeypatch.setenv("DATELINE_DATABASE_URL", "mysql://a:secret@b/c")
    monkeypatch.setenv("DATELINE_TIMEZON", "UTC")
    with pytest.raises(typer.Exit) as end:
        settings()
    assert end.value.exit_code == 2
    lines = capsys.readouterr().err.splitlines()
    names = {line.split()[1] for line in lines}
    assert names == {f"DATELINE_{name}" for name in ("TIMEZONE", "LOG_LEVEL", "REDIS_URL", "DATABASE_URL", "TIMEZON")}
    assert "secret" not in "".join(lines)


def test_without_wrong_values_there_are_no_mistakes():
    assert list(mistakes()) == []


def test_a_misspelt_setting_is_noticed():
    assert unknown(["DATELINE_REDISURL", "DATELINE_REDIS_URL", "HOME"]) == ["DATELINE_REDISURL"]
