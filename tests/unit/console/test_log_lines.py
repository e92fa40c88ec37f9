"""Log lines for people: ours laid out, others passed on, and nothing that steers a terminal."""

import json
import re

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.log_lines import coloured, is_wanted, passed_on, read

LINE = {
    "timestamp": "2026-11-24T10:24:04.780557Z",
    "level": "info",
    "event": "article.enriched",
    "service": "enrich",
    "worker": "enrich-bcff198e",
    "article_id": "bada89a1f825ba06",
    "waited_ms": 0.9,
    "doubts": ["no date"],
}

json_values = st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists)


def plain(facts) -> str:
    return click.unstyle(coloured(facts))


def test_time_level_service_and_event_come_first_and_then_the_facts_as_they_were_logged():
    assert re.split(" +", plain(LINE)) == [
        *("2026-11-24T10:24:04.780557Z", "info", "enrich", "article.enriched"),
        *("worker=enrich-bcff198e", "article_id=bada89a1f825ba06", "waited_ms=0.9", 'doubts=["no', 'date"]'),
    ]


@pytest.mark.parametrize("value", ["two words", "", 'a "quote"', "a=b"])
def test_a_text_that_could_be_taken_for_something_else_stands_in_quotes(value: str):
    assert plain(LINE | {"reason": value}).endswith(f" reason={json.dumps(value)}")


@pytest.mark.parametrize("before", ["", "enrich-1  | ", "\x1b[K", "\x1b[36menrich-1  | \x1b[0m"])
def test_what_compose_writes_before_a_line_does_not_matter(before: str):
    assert read(before + json.dumps(LINE)) == LINE


@pytest.mark.parametrize(
    "line",
    [
        *("", "1:M 24 Nov 2026 10:24:04.780 * Ready to accept connections tcp", "{", "}{", "[1]", "{}", '{"event": 1}'),
        *(json.dumps({"msg": "of another program"}), json.dumps(LINE | {"level": 7}), "[" * 100_000, '{"a":' * 100_000),
    ],
    ids=lambda line: line[:20],
)
def test_any_other_line_is_none_of_ours(line: str):
    assert read(line) is None


@pytest.mark.parametrize(
    ("article", "level", "wanted"),
    [
        ("", None, True),
        ("bada", None, True),
        ("bada89a1f825ba06", "info", True),
        ("ada8", None, False),
        ("", "debug", True),
        ("", "warning", False),
    ],
)
def test_lines_are_chosen_by_the_beginning_of_an_id_and_by_level(article: str, level: str | None, wanted: bool):
    assert is_wanted(LINE, article, level) is wanted


def test_a_level_above_all_that_can_be_asked_for_is_wanted():
    assert is_wanted(LINE | {"level": "critical"}, "", "error")


def test_what_is_none_of_ours_is_wanted_where_nothing_is_asked_for():
    assert is_wanted(None, "", None)
    assert not is_wanted(None, "bada", None)
    assert not is_wanted(None, "", "info")


@pytest.mark.parametrize("before", ["", "\x1b[2K", "\x1b[36m\x1b[2K"])
def test_what_compose_writes_before_a_line_that_is_none_of_ours_is_left_out(before: str):
    line = "1:M 24 Nov 2026 10:24:04.780 * Ready to accept connections tcp"
    assert passed_on(before + line) == line


@given(st.text(st.sampled_from("\x1b[2K;m\x9b?a")))
def test_nothing_that_is_passed_on_can_steer_a_terminal(line: str):
    assert not {"\x1b", "\x9b"} & set(passed_on(line))


@given(st.dictionaries(st.text(), json_values), st.text())
def test_no_value_and_no_name_can_steer_a_terminal(more, event):
    facts = read(json.dumps(LINE | more | {name: LINE[name] for name in ("timestamp", "level", "service")}))
    shown = plain((facts or LINE) | {"event": event})
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_escapes_in_a_value_are_made_harmless():
    assert "\x1b" not in plain(LINE | {"source": "\x1b]0;title\x07\x1b[2J", "\x1b[31m": "\x9b31m"})
