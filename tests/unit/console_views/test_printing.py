"""What is printed for people loses nothing, wherever it goes."""

import io
import sys

import click
import pytest
from rich.table import Table
from rich.text import Text

from services.console.printing import print_whole, printer

ID = "1795965692276-0"


def table() -> Table:
    table = Table("Id", "Reason", box=None, padding=(0, 1, 0, 0))
    table.add_column("Value", justify="right")
    table.add_row(ID, "it is too large for a terminal", "2012-12-29")
    return table


def shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> str:
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", f"{columns}")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    print_whole(printer(), table())
    return click.unstyle(terminal.getvalue())


@pytest.mark.parametrize("columns", ["20", "80"])
def test_where_there_is_no_terminal_a_row_is_one_line_and_whole(monkeypatch, capsys, columns):
    monkeypatch.setenv("COLUMNS", columns)
    print_whole(printer(), table())
    _, row = capsys.readouterr().out.splitlines()
    assert row.split() == [ID, "it", "is", "too", "large", "for", "a", "terminal", "2012-12-29"]


def test_where_there_is_no_terminal_no_line_is_wrapped(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "20")
    printer().print(Text("storm " * 1_000))
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("columns", [20, 30, 60])
def test_on_a_narrow_terminal_what_is_too_long_goes_on_below(monkeypatch, columns):
    shown = shown_on_a_terminal(monkeypatch, columns)
    assert max(map(len, shown.splitlines())) <= columns
    assert "…" not in shown
    assert sorted(shown.replace("\n", "").replace(" ", "")) == sorted(
        f"IdReasonValue{ID}itistoolargeforaterminal2012-12-29"
    )


def test_what_looks_like_markup_is_text(capsys):
    printer().print("[bold] [/nothing]")
    assert capsys.readouterr().out == "[bold] [/nothing]\n"
