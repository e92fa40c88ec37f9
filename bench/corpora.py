"""The corpora that quality is measured on, which are no part of the project, and their scorers."""

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from zlib import crc32


def corpora(description: str | None) -> Path:
    """The directory that the command line names, else ../shared/corpora."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpora", nargs="?", type=Path, default=Path("../shared/corpora"))
    directory: Path = parser.parse_args().corpora
    if not directory.is_dir():
        raise SystemExit(f"{directory}: no such directory; give the corpora directory as the argument")
    return directory


def load_scorer(path: Path) -> ModuleType:
    """A scorer of the corpora, as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer there; give the corpora directory as the argument")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[dict]:
    """The documents of a corpus."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_unseen(identifier: str) -> bool:
    """Whether a document was kept out of sight while rules for names and places were written: one in four."""
    return crc32(identifier.encode()) % 4 == 0
