"""What is printed for people loses nothing, wherever it goes."""

import io
import sys
from collections.abc import Callable

import click
import pytest
from rich.table import Table
from rich.text import Text

from services.console.printing import print_whole, printer
from services.console.settings_table import every_setting, settings

ID = "1795965692276-0"


def table() -> Table:
    table = Table("Id", "Reason", box=None, padding=(0, 1, 0, 0))
    table.add_column("Value", justify="right")
    table.add_row(ID, "it is too large for a terminal", "2012-12-29")
    return table


def shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, show: Callable[[], None]) -> str:
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", f"{columns}")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    show()
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


@pytest.mark.parametrize("columns", [20, 28, 30, 60])
@pytest.mark.parametrize("unbroken", [(), ("Id", "Value", "Reason")])
def test_on_a_narrow_terminal_what_is_too_long_goes_on_below(monkeypatch, columns, unbroken):
    shown = shown_on_a_terminal(monkeypatch, columns, lambda: print_whole(printer(), table(), unbroken))
    assert max(map(len, shown.splitlines())) <= columns
    assert "…" not in shown
    assert sorted(shown.replace("\n", "").replace(" ", "")) == sorted(
        f"IdReasonValue{ID}itistoolargeforaterminal2012-12-29"
    )


@pytest.mark.parametrize("columns", [30, 80])
def test_no_setting_loses_anything_on_a_narrow_terminal(monkeypatch, capsys, columns):
    settings()
    whole = sorted("".join(capsys.readouterr().out.split()))
    assert sorted("".join(shown_on_a_terminal(monkeypatch, columns, settings).split())) == whole


def test_names_of_settings_stay_in_one_piece_on_a_usual_terminal(monkeypatch):
    shown = shown_on_a_terminal(monkeypatch, 80, settings).split()
    assert {setting.name for setting in every_setting()} <= set(shown)


def test_columns_that_are_not_to_be_broken_stay_whole_on_a_narrow_terminal(monkeypatch):
    def show() -> None:
        print_whole(printer(), table(), unbroken=("Id", "Value"))

    shown = shown_on_a_terminal(monkeypatch, 40, show)
    assert {ID, "2012-12-29"} <= set(shown.split())
    assert max(map(len, shown.splitlines())) <= 40
    shown = shown_on_a_terminal(monkeypatch, 28, show)
    assert ID in shown
    assert "2012-12-29" not in shown  # for which no room is left
    assert max(map(len, shown.splitlines())) <= 28
    assert ID not in shown_on_a_terminal(monkeypatch, 20, show)


def test_what_looks_like_markup_is_text(capsys):
    printer().print("[bold] [/nothing]")
    assert capsys.readouterr().out == "[bold] [/nothing]\n"


def test_what_looks_like_an_emoji_is_text(capsys):
    printer().print("app:radio:articles.raw")
    assert capsys.readouterr().out == "app:radio:articles.raw\n"
