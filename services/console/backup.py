"""The command `backup`: the whole system as it is, while it runs."""

from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from services.console.backups.folder import new_folder
from services.console.backups.lines import to_json
from services.console.backups.manifest import FORMAT, Manifest
from services.console.backups.places import DATABASE, REDIS, backed_up_redis
from services.console.backups.reading_redis import read
from services.console.counted import counted
from services.store.connect import open_copies
from services.store.copies import DatabaseCopies
from services.store.protocol import UnusableDatabase
from services.store.settings import StoreSettings
from services.wire.connection import connect_blocking
from services.wire.settings import Settings
from services.wire.streams import DEAD, INPUT, REMEMBERED


def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder to make; it must not be there.")],
) -> None:
    """Copy the database and all streams into a folder, while everything runs.

    What was published before the backup begins is in it, whatever is done with it meanwhile. The folder has its name
    only once it is whole. Where nothing runs on the data directory, its Redis is started for the time.

    \b
    Example:
      dateline backup backups/$(date +%F)
    """
    prefix, copies = Settings().prefix, open_copies(StoreSettings().database())
    if not copies.exists():
        raise UnusableDatabase("there is no database of articles to back up: it appears once the store has run")
    with new_folder(path) as folder, backed_up_redis(Settings()) as url:
        manifest = _copy(url, prefix, copies, folder)
        manifest.write(folder)
    typer.echo(f"backed up to {path}: the database, and from Redis {_told(manifest)}")


def _copy(url: str, prefix: str, copies: DatabaseCopies, folder: Path) -> Manifest:
    """Redis first: an entry that is stored meanwhile is in both, and counts once. The other way round, in neither."""
    began = _now()
    entries: Counter[str] = Counter()
    identities = 0
    with connect_blocking(url, prefix) as redis, (folder / REDIS).open("wb") as file:
        server = str(redis.info("server")["redis_version"])  # pyright: ignore[reportUnknownMemberType, reportIndexIssue]  # untyped
        for line in read(redis, prefix):
            file.write(to_json(line))
            if line["kind"] == "entry":
                entries[line["key"]] += 1
            identities += line["key"].startswith(REMEMBERED)
    (folder / DATABASE).mkdir()
    migration = copies.copy(folder / DATABASE)
    return Manifest(
        format=FORMAT,
        dateline=version("dateline"),
        redis=server,
        database=copies.kind,
        migration=migration,
        began=began,
        ended=_now(),
        identities=identities,
        entries=dict(entries),
    )


def _told(manifest: Manifest) -> str:
    """What somebody would miss; announcements of what is stored are no work, and no loss."""
    entries = counted(sum(manifest.entries.get(stream, 0) for stream in INPUT.values()), "entry", "entries")
    letters = counted(manifest.entries.get(DEAD, 0), "dead letter")
    return f"{entries} in the services' streams, {letters} and {counted(manifest.identities, 'identity', 'identities')}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
