"""What a backup says of itself."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from services.console.refusal import Refusal

MANIFEST = "manifest.json"
FORMAT = 1
"""Rises when an older Dateline could not restore a backup."""


class Manifest(BaseModel):
    """Times are in ISO 8601, UTC. `database` is its kind, `migration` the number of its newest migration.

    `entries` counts those of each stream, `identities` the articles that Redis remembers.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int
    dateline: str
    redis: str
    database: str
    migration: int
    began: str
    ended: str
    identities: int
    entries: dict[str, int]

    def write(self, folder: Path) -> None:
        """Put it into the folder."""
        (folder / MANIFEST).write_text(self.model_dump_json(indent=2) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """That of a backup. Raises Refusal where there is none, or one that this Dateline can't restore."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise Refusal(f"{folder} is no backup: it has no {MANIFEST} that can be read") from error
    if manifest.format > FORMAT:
        raise Refusal(f"{folder} was made by Dateline {manifest.dateline}: upgrade this one to restore it")
    return manifest
