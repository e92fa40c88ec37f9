"""Copying a whole database to files and back: what every database must be able to do."""

from pathlib import Path
from typing import Protocol


class DatabaseCopies(Protocol):
    """One database, as a whole. Errors are those of `ArticleStore`. Nothing here changes a schema but `restore`.

    What can't be written, for the disk is full, is an OSError.
    """

    kind: str
    """`sqlite` or `postgres`: which databases a copy fits."""

    def copy(self, folder: Path) -> int:
        """Write one state of everything in it to files in a folder, while others read and write.

        Gives the number of its newest migration.
        """
        ...

    def exists(self) -> bool:
        """Whether there is one that holds anything of ours."""
        ...

    def restore(self, folder: Path, schema_number: int) -> None:
        """Make the database that was copied, whose newest migration was that number: all of it, or none where it fails.

        Only where there is none. `ArticleStore.migrate` brings it up to date afterwards.
        """
        ...

    def reopen_deletions(self) -> None:
        """Count all deletions as unfinished, so that Redis is made to forget their articles again. Once up to date."""
        ...
