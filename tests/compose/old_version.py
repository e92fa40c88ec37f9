"""An earlier version of Dateline, built from the history of this repository, with the compose file that it had."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from compose_project import ROOT

_IMAGE = "image: dateline:0.1.0"  # as all services of that compose file name it


@dataclass(frozen=True)
class OldVersion:
    """What is needed to run it: its image, and a compose file that names this image."""

    image: str
    compose_file: Path


def lacking(revision: str) -> str | None:
    """Why this version can't be had here, or None if it can."""
    if _git("cat-file", "-e", f"{revision}^{{commit}}").returncode:
        return f"revision {revision} is not in this clone: fetch the whole history (git fetch --unshallow)"
    return None


def old_version(revision: str, folder: Path) -> OldVersion:
    """Build it, unless the engine has its image already: what a revision holds never changes."""
    image = f"dateline-test:{revision[:12]}"
    if subprocess.run(["docker", "image", "inspect", image], capture_output=True, check=False).returncode:
        source = _git("archive", revision)
        subprocess.run(["docker", "build", "--tag", image, "-"], input=source.stdout, capture_output=True, check=True)
    text = _git("show", f"{revision}:compose.yaml").stdout.decode()
    assert _IMAGE in text
    (folder / "compose.yaml").write_text(text.replace(_IMAGE, f"image: {image}"))
    return OldVersion(image, folder / "compose.yaml")


def _git(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
