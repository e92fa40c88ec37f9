"""Which files of a watched folder are published."""

import os

from services.console.readers.found import Problem
from services.console.watching.folder import Mark, look, whole

A, B = Mark(1, 1, 1), Mark(2, 2, 2)


def test_a_file_is_whole_when_two_looks_find_it_alike(tmp_path):
    assert whole({tmp_path: A}, {tmp_path: A}, {}) == [tmp_path]


def test_a_new_file_and_one_that_is_being_written_are_not(tmp_path):
    assert whole({tmp_path: A}, {}, {}) == []
    assert whole({tmp_path: B}, {tmp_path: A}, {}) == []


def test_a_file_is_published_once_and_again_when_it_changes(tmp_path):
    assert whole({tmp_path: A}, {tmp_path: A}, {tmp_path: A}) == []
    assert whole({tmp_path: B}, {tmp_path: B}, {tmp_path: A}) == [tmp_path]


def test_files_are_found_to_any_depth_in_order_of_name(tmp_path):
    for name in ("b.txt", "a/z.json", "a/y.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [path.name for path, _ in look(tmp_path)] == ["y.json", "z.json", "b.txt"]


def test_hidden_files_and_those_still_being_copied_are_left_alone(tmp_path):
    for name in (".a.txt", "b.txt.part", "c.TMP", "d.txt~", ".git/e.txt", "f.txt.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert list(look(tmp_path)) == []


def test_a_file_that_is_written_to_has_another_mark(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("one")
    [(_, before)] = look(tmp_path)
    file.write_text("two")
    os.utime(file, ns=(before.modified, before.modified))
    [(_, after)] = look(tmp_path)
    assert (after.size, after.modified) == (before.size, before.modified)
    assert after != before


def test_a_folder_that_is_away_is_a_problem(tmp_path):
    assert list(look(tmp_path / "away")) == [Problem(str(tmp_path / "away"), "no such file or directory")]
