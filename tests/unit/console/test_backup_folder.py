"""The folder of a backup is whole, or is refused."""

import subprocess
from pathlib import Path

import pytest

from services.console.backups.folder import SUMS, new_folder, verify
from services.console.refusal import Refusal

FILES = ("manifest.json", "redis.jsonl", "database/dateline.db")


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    with new_folder(tmp_path / "monday") as folder:
        (folder / "database").mkdir()
        for name in FILES:
            (folder / name).write_text(f"what {name} has to say")
    return tmp_path / "monday"


def test_it_has_its_name_only_once_it_is_whole(tmp_path: Path):
    with new_folder(tmp_path / "monday") as folder:
        (folder / "manifest.json").write_text("{}")
        assert not (tmp_path / "monday").exists()
        with pytest.raises(Refusal, match="no whole backup"):
            verify(folder)
    assert {each.name for each in tmp_path.iterdir()} == {"monday"}


def test_its_checksum_is_that_of_no_other(backup: Path, tmp_path: Path):
    with new_folder(tmp_path / "tuesday") as folder:
        (folder / "manifest.json").write_text("{}")
    assert verify(backup) == verify(backup) != verify(tmp_path / "tuesday")


def test_sha256sum_can_check_it(backup: Path):
    checked = subprocess.run(["sha256sum", "--check", SUMS], cwd=backup, capture_output=True, text=True, check=True)
    assert checked.stdout.count(": OK\n") == len(FILES)


@pytest.mark.parametrize("name", [*FILES, SUMS])
@pytest.mark.parametrize("harm", [lambda it: it[:-1], lambda it: it.replace(b"a", b"b"), lambda _: b""])
def test_one_that_was_cut_off_or_altered_is_refused(backup: Path, name: str, harm):
    file = backup / name
    file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(Refusal, match="altered or cut off"):
        verify(backup)


def test_one_with_a_file_too_few_or_too_many_is_refused(backup: Path):
    (backup / "redis.jsonl").rename(backup / "other.jsonl")
    with pytest.raises(Refusal, match=r"altered or cut off since it was made \(other.jsonl, redis.jsonl\)"):
        verify(backup)


def test_what_is_there_already_is_not_overwritten(backup: Path):
    sums = (backup / SUMS).read_bytes()
    with pytest.raises(Refusal, match="is there already"), new_folder(backup):
        pass
    assert (backup / SUMS).read_bytes() == sums


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path):
    with pytest.raises(OSError, match="full"), new_folder(tmp_path / "monday") as folder:
        (folder / "redis.jsonl").write_text("half a li")
        raise OSError("full")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_one_has_left_is_in_nobodys_way(tmp_path: Path):
    (tmp_path / "monday.partial" / "database").mkdir(parents=True)
    (tmp_path / "monday.partial" / "redis.jsonl").write_text("half a li")
    with new_folder(tmp_path / "monday") as folder:
        (folder / "manifest.json").write_text("{}")
    assert {each.name for each in (tmp_path / "monday").iterdir()} == {"manifest.json", SUMS}


def test_two_of_one_name_are_not_made_at_once(tmp_path: Path):
    with (
        new_folder(tmp_path / "monday"),
        pytest.raises(Refusal, match=r"another backup to .*monday is being made"),
        new_folder(tmp_path / "monday"),
    ):
        pass
