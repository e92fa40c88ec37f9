"""Where a service tells how it is."""

from pydantic import Field

from services.wire.settings import Settings


class HealthSettings(Settings):
    """Off by default, so that many workers can share a host."""

    health_port: int | None = Field(
        default=None,
        ge=1,
        le=65_533,  # `dateline up` takes the two ports after it as well
        description="Port of /livez, /readyz and /metrics; unset: none.",
    )
    health_host: str = Field(
        default="127.0.0.1", description="Address they are served on; 0.0.0.0, as in the image: all of the machine."
    )
