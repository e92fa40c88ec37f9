"""What can be set about delivery, the same for all three services."""

from pydantic import Field

from services.wire.settings import Settings


class DeliverySettings(Settings):
    """How patient a service is with others and with itself."""

    min_idle: float = Field(60, gt=0, description="Seconds after which a silent worker's entries are taken over.")
    max_deliveries: int = Field(3, ge=1, description="Deliveries after which an entry that kills workers is dead.")
    drain: float = Field(25, gt=0, description="Seconds that a stopping service gives the batch in hand.")
    remember: int = Field(90, ge=1, description="Days for which the identity of an article is remembered in Redis.")
