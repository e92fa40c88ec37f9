"""The numbered SQL files that make a schema, one folder for each database."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from services.store.protocol import UnusableDatabase


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of a schema: the file `NNNN_name.sql`."""

    number: int
    name: str
    sql: str


@cache
def migrations(database: str) -> tuple[Migration, ...]:
    """All steps for a kind of database, in order. Numbers count from 1 without a gap."""
    folder = files(__name__) / database
    found = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(Migration(int(name[:4]), name, (folder / name).read_text(encoding="utf-8")) for name in found)


def check_number(number: int, newest: int, where: object, oldest: int | None = None) -> None:
    """Raise UnusableDatabase unless code whose newest migration is `newest` works on the one found at `where`.

    `oldest` is the oldest schema whose code works on that one, as the database says; None means none but its own.
    """
    if number > newest and (oldest is None or oldest > newest):
        raise UnusableDatabase(f"{where} has schema {number}, this Dateline knows {newest}: upgrade Dateline")
    if number < newest:
        raise UnusableDatabase(
            f"{where} has schema {number}, not {newest}: start `dateline up` on it once, "
            "or the store where each service runs by itself"
        )
