"""What publishing finds in files of each format, good and bad."""

import json
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.readers import content
from services.console.readers.formats import ENDINGS
from services.console.readers.found import Found, Problem, Ready
from services.console.readers.sources import Source, find, read
from services.wire.messages import RawArticle


def found_in(path: Path) -> list[Found]:
    """Everything that publishing finds at a path."""
    return [
        found
        for source in find([path])
        for found in ([source] if isinstance(source, Problem) else [each for each, _ in read(source)])
    ]


def only(path: Path) -> Found:
    (found,) = found_in(path)
    return found


def written(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "README", "A.TXT"])
def test_text_is_one_article(tmp_path: Path, name: str):
    assert only(written(tmp_path / name, "Headline\n\nBody – text\n")) == RawArticle(body="Headline\n\nBody – text\n")


def test_a_byte_order_mark_is_no_text(tmp_path: Path):
    assert only(written(tmp_path / "a.txt", b"\xef\xbb\xbfText")) == RawArticle(body="Text")


def test_html_is_published_as_it_is(tmp_path: Path):
    page = "<!doctype html><title>T</title><p>Žižkov</p>"
    assert only(written(tmp_path / "a.HTM", page)) == RawArticle(body=page, content_type="text/html")


def test_html_that_is_not_utf8_is_read_as_it_declares(tmp_path: Path):
    page = '<meta charset="windows-1251"><p>Москва</p>'
    assert only(written(tmp_path / "a.html", page.encode("cp1251"))) == RawArticle(body=page, content_type="text/html")


def test_html_that_is_not_what_it_declares_names_both_bytes(tmp_path: Path):
    problem = only(written(tmp_path / "a.html", b'<meta charset="euc-jp"><p>\xff\xff</p>'))
    assert isinstance(problem, Problem)
    assert problem.why == "neither UTF-8 (byte 26 is 0xff) nor the euc_jp that it declares (byte 26 is 0xff)"


def test_html_that_is_not_the_utf8_that_it_declares_is_read_as_what_it_seems_to_be(tmp_path: Path):
    page = '<meta charset="utf-8"><p>Café</p>'
    path = written(tmp_path / "a.html", page.encode("cp1252"))
    assert only(path) == RawArticle(body=page, content_type="text/html")


def test_the_encoding_of_text_is_guessed(tmp_path: Path):
    assert only(written(tmp_path / "a.txt", "“Café”".encode("cp1252"))) == RawArticle(body="“Café”")


def test_text_that_is_broken_utf8_names_the_byte(tmp_path: Path):
    path = written(tmp_path / "a.txt", "Café, thé, ".encode() + b"\xe9 noir")
    assert only(path) == Problem(str(path), "not UTF-8: byte 13 is 0xe9; convert it to UTF-8 if it is text")


@pytest.mark.parametrize("junk", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0more", bytes(range(256))])
def test_binary_junk_named_txt_is_a_problem(tmp_path: Path, junk: bytes):
    problem = only(written(tmp_path / "junk.txt", junk))
    assert isinstance(problem, Problem)
    assert "not UTF-8" in problem.why or "NUL" in problem.why


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "noending"])
@pytest.mark.parametrize("nothing", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_problem(tmp_path: Path, name: str, nothing: bytes):
    path = written(tmp_path / name, nothing)
    assert only(path) == Problem(str(path), "empty")


def test_a_json_object_is_an_article(tmp_path: Path):
    path = written(tmp_path / "a.json", '{"headline": "A", "articleBody": "B", "datePublished": "2012-12-29"}')
    assert only(path) == RawArticle(headline="A", body="B", published="2012-12-29")


def test_the_good_items_of_a_json_array_pass_and_the_bad_ones_are_numbered(tmp_path: Path):
    path = written(tmp_path / "a.json", '[{"body": "one"}, 7, {}, {"body": ["x"]}, {"body": "five"}]')
    assert found_in(path) == [
        RawArticle(body="one"),
        Problem(f"{path}: item 2", "a JSON number where an article belongs: an object with a headline or a body"),
        Problem(f"{path}: item 3", "neither a headline nor a body"),
        Problem(f"{path}: item 4", "field 'body' must be text, not list"),
        RawArticle(body="five"),
    ]


@pytest.mark.parametrize("scalar", ["null", "true", "12", '"text"'])
def test_a_json_scalar_is_a_problem(tmp_path: Path, scalar: str):
    problem = only(written(tmp_path / "a.json", scalar))
    assert isinstance(problem, Problem)
    assert problem.why.endswith("where an article belongs: an object with a headline or a body")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[1,",
        '{"body": "x"} trailing',
        "[" * 100_000,
        '{"body": "\\ud800"}',
        "{'body': 'x'}",
        '{"n": ' + "9" * 5000,
    ],
)
def test_broken_json_is_one_problem(tmp_path: Path, text: str):
    problem = only(written(tmp_path / "a.json", text))
    assert isinstance(problem, Problem)
    assert problem.why.startswith("not JSON: ")
    assert "\n" not in problem.why


def test_an_empty_array_is_a_problem(tmp_path: Path):
    assert only(written(tmp_path / "a.json", "[]")) == Problem(
        str(tmp_path / "a.json"), "an empty array: no article in it"
    )


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_cloudevent_is_passed_on_letter_by_letter(tmp_path: Path, name: str):
    event = '{"specversion":"1.0", "type": "some.other", "data": {"é": [1.50, 1e999, "\\u00e9"]}}'
    assert only(written(tmp_path / name, f"\ufeff {event}\n")) == Ready(event.encode())


def test_a_cloudevent_in_an_array_keeps_its_values(tmp_path: Path):
    event = {"specversion": "1.0", "id": "1", "data": {"é": [1.5, None, 2**70]}}
    found = only(written(tmp_path / "a.json", json.dumps([event], indent=2)))
    assert isinstance(found, Ready)
    assert json.loads(found.payload) == event


def test_a_broken_json_line_does_not_stop_the_good_ones(tmp_path: Path):
    path = written(
        tmp_path / "a.jsonl", b'{"body": "one"}\n\n{"body": "two\n\xc3\xa9\xc3\xa9\xc3\xa9\xff\n{"body": "five"}'
    )
    one, three, four, five = found_in(path)
    assert (one, five) == (RawArticle(body="one"), RawArticle(body="five"))
    assert isinstance(three, Problem)
    assert three.where == f"{path}: line 3"
    assert three.why.startswith("not JSON: ")
    assert four == Problem(f"{path}: line 4", "not UTF-8: byte 6 is 0xff; convert it to UTF-8 if it is text")


def test_a_line_too_long_is_a_problem_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(content, "MOST_BYTES", 30)
    monkeypatch.setattr("services.console.readers.json_lines.MOST_BYTES", 30)
    long = '{"body": "' + "x" * 100 + '"}'
    path = written(tmp_path / "a.ndjson", f'{long}\n{{"body": "two"}}\n{long}')
    first, second, third = found_in(path)
    assert (first, third) == (
        Problem(f"{path}: line 1", content.TOO_LARGE),
        Problem(f"{path}: line 3", content.TOO_LARGE),
    )
    assert second == RawArticle(body="two")


def test_a_file_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(content, "MOST_BYTES", 10)
    assert isinstance(only(written(tmp_path / "a.txt", "x" * 10)), RawArticle)
    assert only(written(tmp_path / "b.txt", "x" * 11)) == Problem(str(tmp_path / "b.txt"), content.TOO_LARGE)


def test_a_folder_is_read_to_any_depth_in_order_without_hidden_files(tmp_path: Path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    for name in ["c.txt", "a.txt", ".hidden.txt", "b/deep/2.txt", "b/1.txt", ".git/config"]:
        written(tmp_path / name, name)
    assert [each.body for each in found_in(tmp_path) if isinstance(each, RawArticle)] == [
        *("a.txt", "b/1.txt", "b/deep/2.txt", "c.txt"),
    ]


def test_a_file_of_another_format_is_a_problem(tmp_path: Path):
    problem = only(written(tmp_path / "a.pdf", b"%PDF-1.4"))
    assert isinstance(problem, Problem)
    assert problem.why.startswith(".pdf is no format that can be read")


def test_a_missing_path_is_a_problem(tmp_path: Path):
    assert only(tmp_path / "none.txt") == Problem(str(tmp_path / "none.txt"), "no such file or directory")


def test_an_unreadable_file_is_a_problem():
    assert only(Path("/proc/self/mem")) == Problem("/proc/self/mem", "input/output error")


def test_a_folder_that_links_back_to_itself_ends(tmp_path: Path):
    written(tmp_path / "a.txt", "text")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found_in(tmp_path) == [
        RawArticle(body="text"),
        Problem(str(tmp_path / "loop"), "a link back to a folder that it lies in"),
    ]


def test_a_socket_in_a_folder_is_a_problem_and_stops_nothing(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        assert only(tmp_path) == Problem(str(tmp_path / "socket.txt"), "neither a file nor a folder")


def test_a_name_that_would_break_the_line_is_escaped(tmp_path: Path):
    problem = only(written(tmp_path / "a\nb\x1b[31m.txt", ""))
    assert isinstance(problem, Problem)
    assert problem.where.endswith("a\\nb\\x1b[31m.txt")


def test_positions_grow_to_the_size_of_the_file(tmp_path: Path):
    path = written(tmp_path / "a.jsonl", '{"body": "one"}\n{"body": "two"}\n')
    assert [position for _, position in read(Source(path, path.stat().st_size))] == [16, 32]


@given(data=st.binary(max_size=200), ending=st.sampled_from(["", *ENDINGS]))
def test_whatever_the_bytes_each_file_gives_something_and_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
):
    path = written(tmp_path_factory.getbasetemp() / f"any{ending}", data)
    assert found_in(path)
