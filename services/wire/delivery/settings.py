"""What can be set about delivery, the same for all three services."""

from pydantic import Field

from services.wire.settings import Settings


class DeliverySettings(Settings):
    """How patient a service is with others and with itself."""

    min_idle: float = Field(default=60, gt=0, description="Seconds of silence after which entries are taken over.")
    max_deliveries: int = Field(default=3, ge=1, description="Deliveries that an entry gets before it is dead.")
    time_limit: float = Field(
        default=300, gt=0, description="Seconds after which work counts as hanging and is cut off."
    )
    drain: float = Field(default=25, gt=0, description="Seconds that a stopping service gives the batch in hand.")
    remember: int = Field(default=90, ge=1, description="Days for which Redis remembers an article's identity.")
    dead_kept: int = Field(
        default=1000, ge=0, description="Dead letters kept in Redis; the store moves older ones to the database."
    )
