"""What can be set for the store, and for the commands that read its database."""

from pydantic import Field

from services.wire.settings import Settings


class StoreSettings(Settings):
    """Where stored articles are kept."""

    database_url: str | None = Field(
        default=None,
        description="Where articles are stored, sqlite:///PATH or postgresql://...; default: dateline.db in DATA_DIR.",
    )

    def database(self) -> str:
        """The URL of the database: as set, else SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'dateline.db'}"
