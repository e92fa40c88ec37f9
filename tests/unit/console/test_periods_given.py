"""The years, months and days that people give."""

import pytest

from services.console.period import period


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2012", ("2012-01-01", "2013-01-01")),
        ("2012-02", ("2012-02-01", "2012-03-01")),
        ("2012-12", ("2012-12-01", "2013-01-01")),
        ("2012-02-29", ("2012-02-29", "2012-03-01")),
        ("9999", ("9999-01-01", None)),
        ("9999-12", ("9999-12-01", None)),
        ("9999-12-31", ("9999-12-31", None)),
    ],
)
def test_a_period_is_a_half_open_interval_of_days(text, interval):
    assert period(text) == interval


@pytest.mark.parametrize(
    "text", ["", "0000", "12", "2012-13", "2012-1", "2013-02-29", "2012-12-29T10:00", "２０１２", "now"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError):
        period(text)
