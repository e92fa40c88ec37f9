"""The command `restore`: from a backup to a whole system."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from services.console.backups import writing_redis
from services.console.backups.folder import verify
from services.console.backups.lines import Line, from_json
from services.console.backups.manifest import Manifest, read_manifest
from services.console.backups.places import DATABASE, REDIS, restored_redis
from services.console.path_argument import path_argument
from services.console.refusal import Refusal
from services.store.connect import open_copies, open_store
from services.store.copies import DatabaseCopies
from services.store.migrations import check_number, migrations
from services.store.settings import StoreSettings
from services.wire.connection import connect_blocking
from services.wire.settings import Settings


def restore(
    path: Annotated[Path, path_argument("A folder that dateline backup made.", "PATH")],
) -> None:
    """Make the system that was backed up anew: into an empty data directory, or an empty Redis and database.

    Nothing is overwritten, and nothing is touched before all of the backup is found to be as it was made. A restore
    that was cut off can be made again. A backup of an older Dateline is brought up to date.

    \b
    Examples:
      DATELINE_DATA_DIR=restored dateline restore backups/2012-12-29
      DATELINE_DATA_DIR=restored dateline up
    """
    checksum, manifest, url = verify(path), read_manifest(path), StoreSettings().database()
    copies = open_copies(url)
    _refuse_what_does_not_fit(path, manifest, copies)
    prefix = Settings().prefix
    with restored_redis(Settings()) as redis_url, connect_blocking(redis_url, prefix) as redis:
        begun_before = writing_redis.begin(redis, checksum, empty=not copies.exists(), prefix=prefix)
        if not (begun_before and copies.exists()):
            copies.restore(path / DATABASE, manifest.migration)
        open_store(url).migrate()
        copies.reopen_deletions()  # this Redis may know articles that were deleted while it was copied
        writing_redis.write(redis, _lines(path / REDIS), prefix)
    typer.echo(f"restored {path}, as of {manifest.began}: start the services")


def _refuse_what_does_not_fit(path: Path, manifest: Manifest, copies: DatabaseCopies) -> None:
    if manifest.database != copies.kind:
        wanted = {"sqlite": "sqlite:///PATH, or unset it", "postgres": "postgresql://..."}[manifest.database]
        raise Refusal(f"{path} holds a database of another kind: set DATELINE_DATABASE_URL to {wanted}")
    newest = migrations(manifest.database)[-1].number
    if manifest.migration > newest:
        check_number(manifest.migration, newest, path)


def _lines(file: Path) -> Iterator[Line]:
    with file.open("rb") as lines:
        yield from map(from_json, lines)
