"""What can be set for ingest."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from services.ingest.time_zone import known_zone
from services.wire.settings import Settings


class IngestSettings(Settings):
    """Settings of the service that turns raw articles into clean ones."""

    timezone: str = Field(default="UTC", description="IANA time zone of publication times that state no offset.")
    max_bytes: int = Field(default=10_000_000, gt=0, description="Largest raw entry accepted, in bytes.")

    sources: Path | None = Field(default=None, description="TOML file of what is known of each source.")

    @field_validator("timezone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        return known_zone(name)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)
