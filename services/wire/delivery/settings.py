"""What can be set about delivery, the same for all three services."""

from pydantic import Field, ValidationInfo, field_validator

from services.wire.settings import Settings


class PressureSettings(Settings):
    """When those before a stage have to wait for it."""

    high_water: int = Field(
        default=10_000, ge=1, description="Entries a service may have to do before those ahead of it wait."
    )
    low_water: int | None = Field(
        default=None, ge=0, description="Entries it may still have to do when they go on; default: half of HIGH_WATER."
    )

    @field_validator("low_water")
    @classmethod
    def _below_the_high_one(cls, low: int | None, info: ValidationInfo) -> int | None:
        if low is not None and low >= info.data.get("high_water", low + 1):
            raise ValueError("must be lower than DATELINE_HIGH_WATER")
        return low

    @property
    def low(self) -> int:
        """The low mark, set or not."""
        return self.high_water // 2 if self.low_water is None else self.low_water


class DeliverySettings(PressureSettings):
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
