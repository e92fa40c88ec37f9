"""What can be set for the store, and for the commands that read its database."""

from pydantic import Field

from services.wire.settings import Settings

_SECONDS_A_DAY = 86_400


class StoreSettings(Settings):
    """Where stored articles are kept, and for how long."""

    database_url: str | None = Field(
        default=None,
        description="Where articles are stored, sqlite:///PATH or postgresql://...; default: dateline.db in DATA_DIR.",
    )

    retention: float | None = Field(
        default=None,
        gt=0,
        description="Days after their latest revision that articles are deleted, and dead letters; default: never.",
    )

    def database(self) -> str:
        """The URL of the database: as set, else SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'dateline.db'}"

    def retention_seconds(self) -> float | None:
        """How long articles are kept; None: for ever."""
        return None if self.retention is None else self.retention * _SECONDS_A_DAY
