"""The page about the logs lists the events that there are, in order and with their meaning."""

import re
from pathlib import Path

from services.wire.events import Event

PAGE = Path(__file__).parents[3] / "docs" / "logs.md"


def test_the_page_about_the_logs_lists_every_event_with_its_meaning():
    listed = re.findall(r"^\| `(\w+\.\w+)` \| (.+?) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed == [(event.value, event.meaning) for event in Event]
