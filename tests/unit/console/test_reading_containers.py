"""Compressed files and archives: every member by its own name, within bounds, and whatever is wrong in one line."""

import gzip
import io
import json
import os
import random
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from packing import bodies, found_in, page, problems, tarred, warc, zipped

from services.console.readers import unpacked
from services.console.readers.found import Problem
from services.console.readers.unpacked import CUT_OFF
from services.wire.messages import RawArticle

LINES = b"".join(json.dumps({"body": f"{number} {os.urandom(50).hex()}"}).encode() + b"\n" for number in range(1_000))


def numbers(texts: list[str]) -> list[int]:
    return [int(text.partition(" ")[0]) for text in texts]


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.txt.gz", "A.TXT.GZ", "noending.gz"])
def test_a_compressed_file_is_read_by_the_name_in_it(tmp_path: Path, name: str):
    assert bodies(found_in(written(tmp_path / name, gzip.compress(b"One article")))) == ["One article"]


def test_compressed_files_written_one_after_the_other_are_one(tmp_path: Path):
    path = written(tmp_path / "a.jsonl.gz", gzip.compress(b'{"body": "one"}\n') + gzip.compress(b'{"body": "two"}\n'))
    assert bodies(found_in(path)) == ["one", "two"]


def test_each_member_of_an_archive_is_read_by_its_own_name(tmp_path: Path):
    members = {
        "./a/one.txt": b"one",
        "two.json": b'[{"body": "two"}, {"body": "three"}]',
        "b/four.html": b"<p>four</p>",
    }
    for path in (
        written(tmp_path / "a.zip", zipped(members)),
        written(tmp_path / "b.zip", zipped(members, zipfile.ZIP_STORED)),
        written(tmp_path / "a.tar", tarred(members)),
        written(tmp_path / "a.tar.gz", gzip.compress(tarred(members))),
        written(tmp_path / "a.tgz", gzip.compress(tarred(members))),
    ):
        assert bodies(found_in(path)) == ["one", "two", "three", "<p>four</p>"]
        assert problems(found_in(path)) == []


def test_hidden_members_folders_and_links_are_passed_over(tmp_path: Path):
    members = {"__MACOSX/._a.txt": b"x", ".git/config": b"x", "a/.DS_Store": b"x", "a/": b"", "a/b.txt": b"text"}
    link = tarfile.TarInfo("c.txt")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo("b.jsonl"))
    assert found_in(written(tmp_path / "a.zip", zipped(members)))[0].body == "text"
    assert problems(found_in(written(tmp_path / "a.tar", tar.getvalue()))) == [f"{tmp_path}/a.tar: b.jsonl: empty"]


def test_the_names_in_an_archive_lead_nowhere(tmp_path: Path):
    members = {"../../out.txt": b"one", f"{tmp_path}/absolute.txt": b"two", "a/../../b.txt": b"three"}
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    for path in (written(folder / "a.zip", zipped(members)), written(folder / "a.tar", tarred(members))):
        assert bodies(found_in(path)) == ["one", "two", "three"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "a.tar", "a.zip", "b"]


def test_folders_in_a_tar_archive_are_passed_over(tmp_path: Path):
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        archive.add(tmp_path, "a")
        archive.add(written(tmp_path / "b.txt", b"text"), "a/b.txt")
    assert found_in(written(tmp_path / "a.tar", tar.getvalue())) == [RawArticle(body="text")]


def test_a_member_that_cannot_be_read_is_one_line_and_stops_no_other(tmp_path: Path):
    members = {"a.pdf": b"%PDF", "b.json": b"[{}, 7]", "c.txt": b"\0", "d.txt": b"text"}
    for path in (written(tmp_path / "a.zip", zipped(members)), written(tmp_path / "a.tar", tarred(members))):
        found = found_in(path)
        assert bodies(found) == ["text"]
        places = [each.where for each in found if isinstance(each, Problem)]
        assert places == [f"{path}: a.pdf", f"{path}: b.json: item 1", f"{path}: b.json: item 2", f"{path}: c.txt"]


def test_a_member_name_that_would_break_the_line_or_steer_a_terminal_is_escaped(tmp_path: Path):
    members = {"../a\x1b[31m\n.txt": b""}
    for path in (written(tmp_path / "a.zip", zipped(members)), written(tmp_path / "a.tar", tarred(members))):
        assert problems(found_in(path)) == [f"{path}: ../a\\x1b[31m\\n.txt: empty"]


def test_archives_in_archives_are_read_to_a_bounded_depth(tmp_path: Path):
    content, name = b"deep", "a.txt"
    for _ in range(3):
        content, name = zipped({name: content}), "a.zip"
    assert bodies(found_in(written(tmp_path / "a.zip", content))) == ["deep"]
    (problem,) = problems(found_in(written(tmp_path / "b.zip", zipped({"a.zip": content}))))
    assert problem.endswith(": a.zip: a.zip: a.zip: packed more than 3 times: unpack it first")


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_an_archive_without_files_is_a_problem(tmp_path: Path, name: str):
    path = written(tmp_path / name, {"a.zip": zipped, "a.tar": tarred}[name]({}))
    assert problems(found_in(path)) == [f"{path}: no file in the archive"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.zip", "a.tar", "a.tgz", "a.warc", "a.warc.gz"])
@pytest.mark.parametrize("content", [b"", b"plain text, which is none of these\n" * 20])
def test_what_is_no_archive_is_one_line(tmp_path: Path, name: str, content: bytes):
    (problem,) = problems(found_in(written(tmp_path / name, content)))
    assert problem.startswith(f"{tmp_path / name}: ")
    assert "\n" not in problem


def test_a_member_with_a_password_is_one_line_and_stops_no_other(tmp_path: Path):
    packed = bytearray(zipped({"a.txt": b"secret", "b.txt": b"text"}))
    for signature, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        packed[packed.index(signature) + flags] |= 1
    found = found_in(written(tmp_path / "a.zip", bytes(packed)))
    assert bodies(found) == ["text"]
    assert problems(found) == [f"{tmp_path}/a.zip: a.txt: protected by a password: unpack it first"]


def test_a_member_packed_by_an_unknown_method_is_one_line(tmp_path: Path):
    packed = bytearray(zipped({"a.txt": b"text"}))
    struct.pack_into("<H", packed, packed.index(b"PK\1\2") + 10, 99)
    struct.pack_into("<H", packed, 8, 99)
    (problem,) = problems(found_in(written(tmp_path / "a.zip", bytes(packed))))
    assert "packed in an unusual way" in problem


def test_a_damaged_member_is_one_line_and_stops_no_other(tmp_path: Path):
    packed = bytearray(zipped({"a.txt": LINES, "b.txt": b"text"}))
    packed[1_000] ^= 0xFF
    found = found_in(written(tmp_path / "a.zip", bytes(packed)))
    assert bodies(found) == ["text"]
    (problem,) = problems(found)
    assert problem.startswith(f"{tmp_path}/a.zip: a.txt: damaged: ")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_in_a_member_is_told_whatever_it_is_packed_with(tmp_path: Path, method: int):
    packed = bytearray(zipped({"a.txt": b"A bridge opens. " * 500, "b.txt": b"A bridge closes."}, method))
    packed[60:70] = b"\xff" * 10
    found = found_in(written(tmp_path / "a.zip", bytes(packed)))
    assert bodies(found) == ["A bridge closes."]
    [line] = problems(found)
    assert "a.txt: " in line


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.zip", "a.tar", "a.tar.gz", "a.warc", "a.warc.gz"])
def test_of_an_archive_that_is_cut_off_what_is_whole_is_read_and_then_one_line_says_so(tmp_path: Path, name: str):
    pages = [page(f"http://example.org/{n}", f"{n} {os.urandom(500).hex()}".encode()) for n in range(20)]
    texts = {f"{number}.txt": f"{number} {os.urandom(500).hex()}".encode() for number in range(20)}
    whole = {
        "a.jsonl.gz": lambda: gzip.compress(LINES),
        "a.zip": lambda: zipped(texts),
        "a.tar": lambda: tarred(texts),
        "a.tar.gz": lambda: gzip.compress(tarred(texts)),
        "a.warc": lambda: warc(*pages),
        "a.warc.gz": lambda: warc(*pages, gzip=True),
    }[name]()
    there = len(bodies(found_in(written(tmp_path / name, whole))))
    for part in (0.3, 0.5, 0.7):
        found = found_in(written(tmp_path / name, whole[: int(part * len(whole))]))
        assert numbers(bodies(found)) == list(range(len(bodies(found))))
        assert (part - 0.2) * there < len(bodies(found)) < there
        assert problems(found) == [f"{tmp_path / name}: {CUT_OFF}"]


def test_lines_in_an_archive_that_is_cut_off_are_read_as_far_as_they_are_whole(tmp_path: Path):
    for name, packed in (("a.zip", zipped({"a.jsonl": LINES})), ("a.tgz", gzip.compress(tarred({"a.jsonl": LINES})))):
        found = found_in(written(tmp_path / name, packed[: len(packed) // 2]))
        assert 300 < len(bodies(found)) < 600
        assert problems(found) == [f"{tmp_path / name}: {CUT_OFF}"]


def test_a_cut_off_archive_written_in_one_pass_is_read_as_far_as_it_is_whole(tmp_path: Path):
    class Pipe(io.BytesIO):  # ZipFile can't go back to write the sizes, and lets them follow each member
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"{number} {os.urandom(2_000).hex()}")
    found = found_in(written(tmp_path / "a.zip", pipe.getvalue()[:-1_500]))
    assert numbers(bodies(found)) == [0, 1]
    assert problems(found) == [f"{tmp_path}/a.zip: {CUT_OFF}"]


def bomb(name: str, size: int) -> bytes:
    zeros = gzip.compress(bytes(size), 1)
    if name.endswith(".gz"):
        return zeros
    bombs = zipped({f"{number}.jsonl.gz": zeros for number in range(5)})
    return zipped({"a.zip": bombs}) if name == "nested.zip" else bombs


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.zip", "nested.zip"])
def test_a_zip_bomb_is_one_line(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unpacked, "_ALWAYS", 1_000_000)
    path = written(tmp_path / name, bomb(name, 5_000_000))
    assert problems(found_in(path)) == [
        f"{path}: unpacks to more than 100 times its size (a zip bomb?): not read any further"
    ]


def test_what_shrinks_well_and_is_small_is_no_bomb(tmp_path: Path):
    path = written(tmp_path / "a.txt.gz", gzip.compress(b"The same again. " * 100_000))
    assert len(bodies(found_in(path))) == 1


def test_an_archive_of_too_many_files_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("services.console.readers.zip_archive._LONGEST_DIRECTORY", 2_000)
    path = written(tmp_path / "a.zip", zipped({f"{number}.txt": b"text" for number in range(100)}))
    assert problems(found_in(path)) == [f"{path}: too many files in one archive: pack them into several"]


def test_a_header_without_end_is_one_line_and_never_in_memory(tmp_path: Path):
    endless = tarfile.TarInfo("a")
    endless.type, endless.size = tarfile.XHDTYPE, 10**9
    tar = written(tmp_path / "a.tar", endless.tobuf() + bytes(3 * 1024**2))
    header = written(tmp_path / "a.warc", b"WARC/1.0\r\nWARC-Type: " + b"x" * 3 * 1024**2)
    for path in (tar, header):
        assert problems(found_in(path)) == [f"{path}: damaged: a header without end"]


def test_a_large_archive_takes_little_memory(tmp_path: Path):
    line = json.dumps({"body": random.Random(1).randbytes(5_000).hex()}).encode() + b"\n"
    packed = gzip.compress(line * 200, 1)
    path = written(tmp_path / "a.zip", zipped({f"{n}.jsonl.gz": packed for n in range(20)}, zipfile.ZIP_STORED))
    count = (
        "import resource, sys; from pathlib import Path; from services.console.readers.sources import find, read\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "articles = sum(1 for source in find([Path(sys.argv[1])]) for found in read(source))\n"
        "print(articles, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", count, path], capture_output=True, text=True, check=True, timeout=60)
    articles, kibibytes = map(int, done.stdout.split())
    assert articles == 20 * 200  # 40 MB
    assert kibibytes < 30_000
