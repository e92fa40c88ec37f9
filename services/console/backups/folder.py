"""The folder of a backup: whole as soon as it has its name, and every byte of it vouched for.

`SHA256SUMS` is what `sha256sum --check` reads.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path

from services.console.refusal import Refusal

SUMS = "SHA256SUMS"

_DISK_FULL = (ENOSPC, EDQUOT, EFBIG)


@contextmanager
def new_folder(path: Path) -> Generator[Path]:
    """A folder beside `path` to fill. It gets that name when the block ends well, and is removed where it fails.

    What a backup that was killed has left is removed by the next one of the same name. Raises Refusal, and OSError,
    which names the folder where the disk is full, whichever of its files was being written.
    """
    if path.exists():
        raise Refusal(f"{path} is there already: give the backup another name")
    partial = path.with_name(f"{path.name}.partial")
    partial.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refusal(f"another backup to {path} is being made: wait for it, or give this one a name") from error
        _clear(partial)
        try:
            yield partial
            _seal(partial)
            partial.rename(path)
            _sync(path.parent)
        except BaseException as error:
            shutil.rmtree(partial, ignore_errors=True)
            if isinstance(error, OSError) and error.errno in _DISK_FULL:
                error.filename = str(path)
            raise
    finally:
        os.close(descriptor)


def verify(path: Path) -> str:
    """Read all of a backup, and tell its checksum: the same for no other. Raises Refusal unless it is whole."""
    if not (path / SUMS).is_file():
        raise Refusal(f"{path} is no whole backup: {SUMS} is missing")
    sums = (path / SUMS).read_bytes()
    found = _sums(path)
    if found == sums:
        return hashlib.sha256(sums).hexdigest()
    listed, there = _by_name(sums), _by_name(found)
    wrong = sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))
    raise Refusal(f"{path} was altered or cut off since it was made ({', '.join(wrong[:3]) or SUMS}): take another one")


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def _seal(folder: Path) -> None:
    (folder / SUMS).write_bytes(_sums(folder))
    for each in [*folder.rglob("*"), folder]:
        _sync(each)


def _sums(folder: Path) -> bytes:
    files = sorted(each for each in folder.rglob("*") if each.is_file() and each != folder / SUMS)
    return b"".join(f"{_sum(each)}  {each.relative_to(folder)}\n".encode() for each in files)


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _by_name(sums: bytes) -> dict[str, str]:
    parts = (line.partition("  ") for line in sums.decode(errors="replace").splitlines())
    return {name: sum_ for sum_, _, name in parts}


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
