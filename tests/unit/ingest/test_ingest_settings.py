"""What can be set for ingest."""

from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from services.ingest.settings import IngestSettings


def test_the_time_zone_is_utc_unless_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATELINE_TIMEZONE", raising=False)
    assert IngestSettings().zone == ZoneInfo("UTC")


def test_the_time_zone_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_TIMEZONE", "Europe/Moscow")
    assert IngestSettings().zone == ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize("name", ["Moscow time", "../etc/passwd", "Europe", "/", "UTC+3", "a\0b"])
def test_an_unknown_time_zone_is_refused_in_one_line(name: str):
    with pytest.raises(ValidationError) as refused:
        IngestSettings(timezone=name)
    message = refused.value.errors()[0]["msg"]
    assert "is no IANA time zone; write one like Europe/Moscow" in message
    assert "\n" not in message


def test_every_setting_says_what_it_means():
    assert all(field.description for field in IngestSettings.model_fields.values())
