"""What can be set for `dateline up`."""

from pydantic import Field

from services.wire.settings import Settings


class UpSettings(Settings):
    """What can be set about `up`."""

    grace: float = Field(
        default=30, gt=0, description="Seconds that a stopping `up` gives the services before it kills them."
    )
