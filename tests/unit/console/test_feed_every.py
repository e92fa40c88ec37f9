"""How often feeds are looked at, on the command line."""

import pytest
import typer

from services.console.feeds.every import seconds


@pytest.mark.parametrize(("written", "meant"), [("30s", 30), ("5m", 300), ("1h", 3600), ("2d", 172_800), (" 5M ", 300)])
def test_a_number_and_a_unit_are_seconds(written, meant):
    assert seconds(written) == meant


@pytest.mark.parametrize("written", ["", "5", "m", "5 weeks", "-5m", "1e9s", "9999999d", "29s", "0m"])
def test_anything_else_is_refused(written):
    with pytest.raises(typer.BadParameter, match="write it as 30s, 5m, 1h or 1d"):
        seconds(written)
