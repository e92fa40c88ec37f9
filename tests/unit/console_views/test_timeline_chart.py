"""The chart of a timeline."""

from rich.cells import cell_len

from services.console.timeline import bar, chart
from services.store.search.snippet import Snippet
from services.store.search.timeline import Period, Said

LONG = "The mayor, Ana Cruz, said to everybody in the town hall that on Monday the storm would come over the sea again."


def period(name, dates, text=LONG, mark="Monday"):
    begin = text.find(mark)
    marks = ((begin, begin + len(mark)),) if mark else ()
    return Period(name, dates, Said("a", "2012-12-29", "Storm", Snippet(text, marks)))


def lines(*periods, width=80):
    return [line.plain for line in chart(periods, width)]


def test_names_bars_and_numbers_stand_under_each_other():
    first, second = lines(period("2012-12-29", 1200, "Now."), period("2010s", 600, "Then."))
    assert first == "2012-12-29 ██████████████ 1,200  Now."
    assert second == "2010s      ███████          600  Then."


def test_every_line_fits_and_shows_the_date():
    for width in (60, 80, 120):
        for line in lines(period("2012", 3), period("2013", 1, "日本語 " * 50 + "Monday", "Monday"), width=width):
            assert cell_len(line) <= width
            assert "Monday" in line


def test_where_there_is_no_room_nothing_is_said():
    assert lines(period("2012", 3), width=10) == ["2012 ██████████████ 3  "]


def test_text_can_steer_no_terminal():
    [line] = lines(period("2012", 1, "a\x1b[31m b \x9bc\u202ed", mark=""))
    assert line.endswith("1  a\ufffd[31m b \ufffdc\ufffdd")


def test_the_smallest_number_has_a_bar_still():
    assert bar(1, 1_000_000) == "▏"
    assert bar(1, 2) == "█" * 7
    assert bar(5, 5) == "█" * 14
