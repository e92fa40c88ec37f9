"""What can be set for ingest."""

from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from services.wire.settings import Settings


class IngestSettings(Settings):
    """Settings of the service that turns raw articles into clean ones."""

    timezone: str = Field(default="UTC", description="IANA time zone of publication times that state no offset.")
    max_bytes: int = Field(default=10_000_000, gt=0, description="Largest raw entry accepted, in bytes.")

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (LookupError, ValueError, OSError):
            raise ValueError(f"{name!r} is no IANA time zone; write one like Europe/Moscow") from None
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)
